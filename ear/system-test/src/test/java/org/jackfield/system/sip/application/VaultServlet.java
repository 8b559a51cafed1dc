package org.jackfield.system.sip.application;

/** Another guarded servlet, with constraints of its own. */
public class VaultServlet extends GuardedServlet {
  private static final long serialVersionUID = 1;
}
