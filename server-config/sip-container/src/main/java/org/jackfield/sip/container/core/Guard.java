package org.jackfield.sip.container.core;

import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;

/** Decides whether a request may reach the servlet it was mapped to. */
interface Guard {
  /** Lets everything through: an application without security constraints. */
  Guard OPEN = request -> true;

  /** Whether the servlet may be called; where not, the request has been answered. */
  boolean admits(MobicentsSipServletRequest request);
}
