package org.jackfield.system.incontainer;

import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.TimerListener;
import jakarta.servlet.sip.annotation.SipListener;

/** Makes a SIP application of the archive that tests run in. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "in-container",
    applicationName = "incontainer",
    loadOnStartup = 1)
@SipListener
public class InContainerServlet extends SipServlet implements TimerListener {
  private static final long serialVersionUID = 1;

  /** The tests' timers are cancelled; there must be a listener all the same. */
  @Override
  public void timeout(ServletTimer timer) {
    throw new IllegalStateException("Not cancelled: " + timer.getInfo());
  }
}
