package org.jackfield.sip.container.core.transport;

import java.util.Properties;
import org.jackfield.sip.container.ServerSettings;

/** All that we tell the stack by its properties, in one place. */
final class StackProperties {
  private static final String OWN = "gov.nist.javax.sip.";

  /** T1 in milliseconds, for what the stack's timer has to repeat at another pace. */
  static final String T1 = "org.jackfield.sip.T1";

  private StackProperties() {}

  static Properties of(ServerSettings settings, Properties more) {
    Properties all = new Properties();
    all.setProperty("javax.sip.STACK_NAME", "jackfield");
    // The servlet core makes its dialogs itself
    all.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    all.setProperty(OWN + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    all.setProperty(OWN + "DELIVER_UNSOLICITED_NOTIFY", "true");
    all.setProperty(OWN + "MAX_FORK_TIME_SECONDS", "1");
    all.setProperty(OWN + "STACK_LOGGER", StackLog.class.getName());
    all.setProperty(OWN + "SERVER_LOGGER", MessageLog.class.getName());
    // The worker that took a message also runs the servlet: no thread in between, no lost order
    all.setProperty(OWN + "REENTRANT_LISTENER", "true");
    all.setProperty(OWN + "THREAD_POOL_SIZE", Integer.toString(settings.workers()));
    all.setProperty(OWN + "CONGESTION_CONTROL_TIMEOUT", "0");
    all.setProperty(OWN + "MAX_MESSAGE_SIZE", Integer.toString(settings.maxMessageSize()));
    all.setProperty(OWN + "PATCH_SIP_WEBSOCKETS_HEADERS", "false");
    all.setProperty(OWN + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
    // A transaction that only waits for its message to come again keeps bytes, not objects
    all.setProperty(OWN + "RELEASE_REFERENCES_STRATEGY", "Normal");
    all.setProperty(OWN + "TIMER_CLASS_NAME", TimerWheel.class.getName());
    all.setProperty(T1, Integer.toString(settings.t1Millis()));
    all.putAll(more);
    return all;
  }
}
