package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.util.Optional;

/**
 * Calls somebody whom several may answer for. It talks to the first who answers, and hangs up on
 * the others.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "forked",
    applicationName = "forked",
    loadOnStartup = 1)
public class ForkedCallServlet extends SipServlet {
  private static final long serialVersionUID = 1;
  private static final String COLOUR = "colour";
  private static final String ANSWERED = "answered";

  private final transient Calls<SipApplicationSession> calls = new Calls<>();

  @Override
  public void init() {
    Orders.to((order, argument) -> order.equals("call") ? call(argument) : hangUp(argument));
  }

  private String call(String uri) throws IOException, ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    SipApplicationSession session = factory.createApplicationSession();
    session.setInvalidateWhenReady(true);
    SipServletRequest invite =
        factory.createRequest(
            session,
            "INVITE",
            factory.createURI("sip:jackfield@example.com"),
            factory.createURI(uri));
    invite.setRequestURI(factory.createURI(uri));
    invite.getSession().setHandler("forked");
    invite.getSession().setAttribute(COLOUR, "green");
    calls.put(invite.getCallId(), session);
    invite.send();
    return invite.getCallId();
  }

  private String hangUp(String callId) throws IOException {
    ((SipSession) calls.get(callId).getAttribute(ANSWERED)).createRequest("BYE").send();
    return "";
  }

  @Override
  protected void doProvisionalResponse(SipServletResponse response) {
    note(response);
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    note(response);
    if (!response.getMethod().equals("INVITE")) {
      return;
    }
    response.createAck().send();
    SipApplicationSession session = response.getApplicationSession();
    if (Optional.ofNullable(session.getAttribute(ANSWERED)).isPresent()) {
      response.getSession().createRequest("BYE").send();
    } else {
      session.setAttribute(ANSWERED, response.getSession());
    }
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  private static void note(SipServletResponse response) {
    SipSession session = response.getSession();
    Journal.note(
        "%s %d to %s in %s, %s, %s"
            .formatted(
                response.getCallId(),
                response.getStatus(),
                response.getMethod(),
                session.getId(),
                session.getState(),
                session.getAttribute(COLOUR)));
  }
}
