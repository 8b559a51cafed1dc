package org.jackfield.system.deployment.converged;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.sip.ConvergedHttpSession;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** The application over HTTP: calls somebody, says how the call goes, and leaves. */
@WebServlet("/visit/*")
public class VisitServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Resource private transient SipFactory factory;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    ConvergedHttpSession visit = (ConvergedHttpSession) request.getSession();
    SipApplicationSession session = visit.getApplicationSession();
    String callee = request.getParameter("callee");
    if (callee != null) {
      call(session, callee);
    }
    response
        .getWriter()
        .write(session.getAttribute(CounterServlet.STATE) + ", " + CounterServlet.sip(session));
    if (request.getParameter("address") != null) {
      response.getWriter().write(" " + visit.encodeURL("/visit", "http"));
    }
    if (request.getParameter("leave") != null) {
      session.setInvalidateWhenReady(true);
      visit.invalidate();
    }
  }

  private void call(SipApplicationSession session, String callee)
      throws IOException, ServletException {
    session.setInvalidateWhenReady(true);
    SipServletRequest invite =
        factory.createRequest(
            session,
            "INVITE",
            factory.createURI("sip:converged@example.com"),
            factory.createURI(callee));
    invite.setRequestURI(factory.createURI(callee));
    invite.send();
  }
}
