package org.jackfield.sip.container.core;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.TooManyHopsException;
import java.io.IOException;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Optional;
import org.jackfield.sip.container.security.Caller;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;

/**
 * Serves a message in the name of its sender, so that EJBs see the caller; or in the role that the
 * servlet runs as.
 *
 * @param runAs makes of the sender's identity the one that the servlet calls others with
 */
record IdentifiedServlet(Servlet servlet, RunAs runAs) implements Servlet {

  /** In whose name a servlet calls other components. */
  @FunctionalInterface
  interface RunAs {
    RunAs CALLER = caller -> caller;

    Optional<SecurityIdentity> identity(Optional<SecurityIdentity> caller);

    /** The caller, or nobody in particular, with this role alone. */
    static RunAs role(String role, SecurityDomain domain) {
      return caller ->
          Optional.of(Caller.runAs(caller.orElseGet(domain::getAnonymousSecurityIdentity), role));
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (response instanceof CoreResponse received) {
      received.delivered();
    }
    Optional<SecurityIdentity> caller =
        request instanceof CoreRequest received
                && received.getUserPrincipal() instanceof SipCaller known
            ? Optional.of(known.identity())
            : Optional.empty();
    Optional<SecurityIdentity> identity = runAs.identity(caller);
    try {
      if (identity.isEmpty()) {
        servlet.service(request, response);
      } else {
        service(request, response, identity.get());
      }
    } catch (TooManyHopsException e) {
      // what somebody has sent, and no failure of the servlet: RFC 3261 section 16.3, step 3
      if (request instanceof SipServletRequest refused && !refused.isCommitted()) {
        refused.createResponse(SipServletResponse.SC_TOO_MANY_HOPS).send();
      }
    } catch (RuntimeException | ServletException e) {
      // nobody is told by an answer that an answer could not be handled, nor does the core say so
      if (response != null) {
        CoreLog.failed(e);
      }
      throw e;
    }
  }

  private void service(ServletRequest request, ServletResponse response, SecurityIdentity identity)
      throws ServletException, IOException {
    try {
      identity.runAs(
          (PrivilegedExceptionAction<Void>)
              () -> {
                servlet.service(request, response);
                return null;
              });
    } catch (PrivilegedActionException e) {
      switch (e.getException()) {
        case ServletException failure -> throw failure;
        case IOException failure -> throw failure;
        default -> throw new ServletException(e.getException());
      }
    }
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    servlet.init(config);
  }

  @Override
  public ServletConfig getServletConfig() {
    return servlet.getServletConfig();
  }

  @Override
  public String getServletInfo() {
    return servlet.getServletInfo();
  }

  @Override
  public void destroy() {
    servlet.destroy();
  }
}
