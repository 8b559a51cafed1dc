package org.jackfield.system.deployment.annotated;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.annotation.SipApplicationKey;
import java.io.IOException;
import org.jackfield.system.sip.application.Journal;

/**
 * Takes what comes. Whoever is called {@code back...} is handed on, who is called {@code forever}
 * gets a session without an end. After OPTIONS a session ends as soon as it can.
 */
@jakarta.servlet.sip.annotation.SipServlet(name = "front", loadOnStartup = 1)
public class FrontServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @SipApplicationKey
  public static String key(SipServletRequest request) {
    return user(request);
  }

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    String user = user(request);
    SipApplicationSession session = request.getApplicationSession();
    if (user.startsWith("back")) {
      session.setInvalidateWhenReady(true);
      request.getSession().setHandler("back");
      getServletContext().getNamedDispatcher("back").forward(request, null);
      return;
    }
    session.setAttribute("user", user);
    session.setInvalidateWhenReady(request.getMethod().equals("OPTIONS"));
    if (user.equals("forever")) {
      session.setExpires(0);
    }
    SipServletResponse answer = request.createResponse(SipServletResponse.SC_OK);
    answer.setHeader("X-Session", session.getId());
    answer.send();
    Journal.note(getServletName() + " " + request.getMethod() + " " + user);
  }

  private static String user(SipServletRequest request) {
    return ((SipURI) request.getRequestURI()).getUser();
  }
}
