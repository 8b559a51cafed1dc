package org.jackfield.sip.container.core;

import java.security.Principal;
import java.util.Map;
import org.jackfield.sip.container.security.Caller;
import org.mobicents.servlet.sip.core.security.SipPrincipal;
import org.wildfly.security.auth.server.SecurityIdentity;

/**
 * The sender of a request as its servlet sees it.
 *
 * @param roleLinks what the servlet's names for roles stand for (security-role-ref)
 */
record SipCaller(Caller caller, Map<String, String> roleLinks) implements SipPrincipal {
  SecurityIdentity identity() {
    return caller.identity();
  }

  @Override
  public String getName() {
    return caller.principal().getName();
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller.isInRole(roleLinks.getOrDefault(role, role));
  }

  @Override
  public Principal getPrincipal() {
    return caller.principal();
  }

  @Override
  public String toString() {
    return getName();
  }
}
