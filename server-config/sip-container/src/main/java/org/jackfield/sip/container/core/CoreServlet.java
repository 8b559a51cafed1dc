package org.jackfield.sip.container.core;

import jakarta.servlet.Servlet;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;

/** One initialised SIP servlet of an application; there is a single instance of each. */
record CoreServlet(String name, int loadOnStartup, Servlet instance, IdentifiedServlet.RunAs runAs)
    implements MobicentsSipServlet {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getLoadOnStartup() {
    return loadOnStartup;
  }

  @Override
  public Servlet allocate() {
    return new IdentifiedServlet(instance, runAs);
  }

  @Override
  public void deallocate(Servlet servlet) {
    // the instance lives as long as the application
  }

  @Override
  public boolean isUnavailable() {
    return false;
  }
}
