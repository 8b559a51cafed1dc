package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;

/** Is called; what it does depends on who is called. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "incoming",
    applicationName = "incoming",
    loadOnStartup = 1)
public class IncomingCallServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    String user = ((SipURI) invite.getRequestURI()).getUser();
    invite.getSession().setAttribute("user", user);
    switch (user) {
      case "busy" -> invite.createResponse(SipServletResponse.SC_BUSY_HERE).send();
      case "rings" -> invite.createResponse(SipServletResponse.SC_RINGING).send();
      default -> {
        invite.createResponse(SipServletResponse.SC_RINGING).send();
        SipServletResponse answer = invite.createResponse(SipServletResponse.SC_OK);
        answer.setContent("v=0\r\n", "application/sdp");
        answer.send();
      }
    }
  }

  @Override
  protected void doAck(SipServletRequest ack) throws IOException {
    Journal.note("ACK " + ack.getSession().getState());
    if ("hangs-up".equals(ack.getSession().getAttribute("user"))) {
      ack.getSession().createRequest("BYE").send();
    }
  }

  @Override
  protected void doCancel(SipServletRequest cancel) {
    Journal.note("CANCEL " + cancel.getSession().getAttribute("user"));
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
    Journal.note("BYE " + bye.getCallId());
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) {
    Journal.note(response.getStatus() + " to " + response.getMethod());
  }
}
