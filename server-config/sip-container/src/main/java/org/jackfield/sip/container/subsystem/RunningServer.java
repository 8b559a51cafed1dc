package org.jackfield.sip.container.subsystem;

import java.util.concurrent.CompletionStage;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.SipServerFactory;
import org.jboss.as.server.suspend.ServerResumeContext;
import org.jboss.as.server.suspend.ServerSuspendContext;
import org.jboss.as.server.suspend.SuspendableActivity;
import org.jboss.as.server.suspend.SuspendableActivityRegistry;

/** The SIP server, suspended and resumed together with WildFly. */
record RunningServer(SipServer server, SuspendableActivityRegistry activities)
    implements SuspendableActivity {

  /**
   * Starts the server with its gate closed where WildFly is suspended, as it is while it boots: the
   * registry then asks for the suspension at once, before any connector can be open.
   */
  static RunningServer start(
      SipServerFactory factory, ServerSettings settings, SuspendableActivityRegistry activities) {
    RunningServer running = new RunningServer(factory.start(settings), activities);
    activities.registerActivity(running);
    return running;
  }

  void stop() {
    activities.unregisterActivity(this);
    server.stop();
  }

  @Override
  public CompletionStage<Void> prepare(ServerSuspendContext context) {
    // Everything prepares before anything suspends: no new call may start while others wind down
    server.suspend();
    return COMPLETED;
  }

  @Override
  public CompletionStage<Void> suspend(ServerSuspendContext context) {
    return server.suspend();
  }

  @Override
  public CompletionStage<Void> resume(ServerResumeContext context) {
    server.resume();
    return COMPLETED;
  }
}
