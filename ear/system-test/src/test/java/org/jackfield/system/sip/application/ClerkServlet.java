package org.jackfield.system.sip.application;

/** Runs as somebody else than its callers. */
public class ClerkServlet extends GuardedServlet {
  private static final long serialVersionUID = 1;
}
