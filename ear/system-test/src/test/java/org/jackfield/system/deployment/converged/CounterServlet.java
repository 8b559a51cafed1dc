package org.jackfield.system.deployment.converged;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;

/**
 * Notes in the application session how a call goes, for whoever visits it over HTTP; a MESSAGE is
 * answered with the address of such a visit.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "counter",
    applicationName = "converged",
    loadOnStartup = 1)
public class CounterServlet extends SipServlet {
  static final String STATE = "state";

  private static final long serialVersionUID = 1;

  @Override
  protected void doProvisionalResponse(SipServletResponse response) {
    response.getApplicationSession().setAttribute(STATE, "rings");
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    SipApplicationSession session = response.getApplicationSession();
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
      session.setAttribute(STATE, "talks to " + http(session) + " visitor");
    }
  }

  private static int http(SipApplicationSession session) {
    int number = 0;
    for (Iterator<?> all = session.getSessions("HTTP"); all.hasNext(); all.next()) {
      number++;
    }
    return number;
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.getApplicationSession().setAttribute(STATE, "is over");
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doMessage(SipServletRequest message) throws ServletException, IOException {
    SipApplicationSession session = message.getApplicationSession();
    // it is over with the answer; the session is kept for the visitor
    session.setInvalidateWhenReady(false);
    session.setAttribute(STATE, "wrote " + message.getContent());
    SipServletResponse answer = message.createResponse(SipServletResponse.SC_OK);
    answer.setContent(
        session.encodeURL(URI.create("http://localhost/visit").toURL()).getFile(), "text/plain");
    answer.send();
  }

  /** How many SIP sessions an application session has. */
  static int sip(SipApplicationSession session) {
    int number = 0;
    for (Iterator<?> all = session.getSessions("SIP"); all.hasNext(); ) {
      if (((SipSession) all.next()).isValid()) {
        number++;
      }
    }
    return number;
  }
}
