package org.jackfield.sip.container.routing;

import jakarta.servlet.sip.ar.SipApplicationRouter;
import jakarta.servlet.sip.ar.spi.SipApplicationRouterProvider;

/**
 * Gives the SIP core the router of this process. The core makes instances of this class by its
 * name, which the system property {@link #PROPERTY} holds.
 */
public final class ApplicationRouterProvider extends SipApplicationRouterProvider {
  public static final String PROPERTY = "jakarta.servlet.sip.ar.spi.SipApplicationRouterProvider";

  // The core can have only one server in a process, and that server one router.
  private static final ConfiguredApplicationRouter ROUTER = new ConfiguredApplicationRouter();

  /** The one router, for whoever configures it. */
  public static ConfiguredApplicationRouter router() {
    return ROUTER;
  }

  @Override
  public SipApplicationRouter getSipApplicationRouter() {
    return ROUTER;
  }
}
