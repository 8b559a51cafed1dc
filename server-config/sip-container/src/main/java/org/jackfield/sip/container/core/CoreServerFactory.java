package org.jackfield.sip.container.core;

import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.SipServerFactory;

/** Found by the management model through {@code META-INF/services}. */
public final class CoreServerFactory implements SipServerFactory {
  @Override
  public SipServer start(ServerSettings settings) {
    return CoreServer.start(settings);
  }
}
