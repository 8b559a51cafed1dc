package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Rings reliably, and acknowledges who does: RFC 3262. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "reliable",
    applicationName = "reliable",
    loadOnStartup = 1)
public class ReliableServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  /** The order is to call, its argument whom. */
  @Override
  public void init() {
    Orders.to((order, uri) -> call(uri));
  }

  private String call(String uri) throws IOException, ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    SipServletRequest invite =
        factory.createRequest(
            factory.createApplicationSession(),
            "INVITE",
            factory.createURI("sip:jackfield@example.com"),
            factory.createURI(uri));
    invite.getApplicationSession().setInvalidateWhenReady(true);
    // as the To of RFC 3261 section 20.39 it has lost its transport
    invite.setRequestURI(factory.createURI(uri));
    invite.getSession().setHandler("reliable");
    invite.addHeader("Supported", "100rel");
    invite.send();
    return invite.getCallId();
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.getSession().setAttribute("invite", invite);
    SipServletResponse progress = invite.createResponse(SipServletResponse.SC_SESSION_PROGRESS);
    progress.setContent("v=0\r\n", "application/sdp");
    try {
      progress.sendReliably();
    } catch (Rel100Exception e) {
      Journal.note(invite.getCallId() + " " + e.getReason());
      invite.createResponse(SipServletResponse.SC_OK).send();
    }
  }

  @Override
  protected void doPrack(SipServletRequest prack) throws IOException {
    Journal.note(prack.getCallId() + " PRACK " + prack.getHeader("RAck"));
    prack.createResponse(SipServletResponse.SC_OK).send();
    SipServletRequest invite = (SipServletRequest) prack.getSession().getAttribute("invite");
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doProvisionalResponse(SipServletResponse response) throws IOException {
    try {
      SipServletRequest prack = response.createPrack();
      prack.setContent("prack of " + response.getStatus(), "text/plain");
      prack.send();
    } catch (Rel100Exception e) {
      Journal.note(response.getCallId() + " " + e.getReason());
    }
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    Journal.note(response.getCallId() + " " + response.getStatus() + " " + response.getMethod());
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
    }
  }
}
