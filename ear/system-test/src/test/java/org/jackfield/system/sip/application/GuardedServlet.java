package org.jackfield.system.sip.application;

import jakarta.ejb.EJB;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Says to everybody who gets in whom it takes him for. */
public class GuardedServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @EJB private @Nullable Register register;

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    Journal.note(request.getMethod() + " by " + name(request.getUserPrincipal()));
    if (request.getMethod().equals("ACK") || request.getMethod().equals("CANCEL")) {
      return;
    }
    request.getApplicationSession().setInvalidateWhenReady(true);
    boolean rings = request.getTo().getURI().toString().contains("rings");
    SipServletResponse answer = request.createResponse(rings ? 180 : 200);
    answer.setHeader("Principal", name(request.getUserPrincipal()));
    answer.setHeader("Remote-User", String.valueOf(request.getRemoteUser()));
    answer.setHeader(
        "Roles",
        "phone=%s linked=%s operator=%s"
            .formatted(
                request.isUserInRole("phone"),
                request.isUserInRole("telephone"),
                request.isUserInRole("operator")));
    answer.setHeader("Bean", register == null ? "none" : register.caller());
    answer.send();
  }

  private static String name(@Nullable Principal principal) {
    return principal == null ? "nobody" : principal.getName();
  }
}
