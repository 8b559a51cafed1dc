package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipErrorEvent;
import jakarta.servlet.sip.SipErrorListener;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.annotation.SipListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Waits for an ACK or a PRACK that does not come: JSR 289 section 7.1.5. */
@SipListener(applicationName = "waiting")
@jakarta.servlet.sip.annotation.SipServlet(name = "waiting", applicationName = "waiting")
public class WaitingServlet extends SipServlet implements SipErrorListener {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws ServletException, IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    String user = ((SipURI) invite.getRequestURI()).getUser();
    if (user.equals("rings-reliably")) {
      try {
        invite.createResponse(SipServletResponse.SC_SESSION_PROGRESS).sendReliably();
      } catch (Rel100Exception e) {
        throw new ServletException(e);
      }
    } else {
      invite.createResponse(SipServletResponse.SC_OK).send();
    }
  }

  @Override
  public void noAckReceived(SipErrorEvent event) {
    Journal.note(
        "no ACK " + event.getRequest().getCallId() + " " + event.getResponse().getStatus());
    try {
      event.getRequest().getSession().createRequest("BYE").send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void noPrackReceived(SipErrorEvent event) {
    Journal.note(
        "no PRACK " + event.getRequest().getCallId() + " " + event.getResponse().getStatus());
    try {
      // RFC 3262 section 3
      event.getRequest().createResponse(SipServletResponse.SC_SERVER_TIMEOUT).send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
