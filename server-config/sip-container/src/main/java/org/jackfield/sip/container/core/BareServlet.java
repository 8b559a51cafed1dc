package org.jackfield.sip.container.core;

import jakarta.servlet.Servlet;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;

/**
 * A servlet found by its class, as the core asks for the one with the {@code @SipApplicationKey}:
 * it looks for the method in the class of the object that it gets.
 */
record BareServlet(CoreServlet servlet) implements MobicentsSipServlet {
  @Override
  public String getName() {
    return servlet.name();
  }

  @Override
  public int getLoadOnStartup() {
    return servlet.loadOnStartup();
  }

  @Override
  public Servlet allocate() {
    return servlet.instance();
  }

  @Override
  public void deallocate(Servlet allocated) {
    servlet.deallocate(allocated);
  }

  @Override
  public boolean isUnavailable() {
    return false;
  }
}
