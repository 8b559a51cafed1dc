package org.jackfield.sip.container;

import java.util.ServiceLoader;

/**
 * Makes the SIP server of this process. The one implementation is named in {@code
 * META-INF/services}, so that the management model compiles without it.
 */
public interface SipServerFactory {
  /** Starts a server that has no connector yet. */
  SipServer start(ServerSettings settings);

  /** The factory that {@code loader} sees. */
  static SipServerFactory in(ClassLoader loader) {
    return ServiceLoader.load(SipServerFactory.class, loader)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("No implementation of the SIP server is installed"));
  }
}
