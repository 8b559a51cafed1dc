package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;

/** Answers each request within a dialog with what it carried, and sends such when it is ordered. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "dialog",
    applicationName = "dialog",
    loadOnStartup = 1)
public class DialogServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipSession> calls = new Calls<>();

  /** An order is a method, its argument the call's Call-ID. */
  @Override
  public void init() {
    Orders.to((method, callId) -> send(calls.get(callId).createRequest(method)));
  }

  private static String send(SipServletRequest request) throws IOException {
    request.setContent(request.getMethod() + " of the application", "text/plain");
    request.send();
    return "";
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    calls.put(invite.getCallId(), invite.getSession());
    echo(invite);
  }

  @Override
  protected void doUpdate(SipServletRequest update) throws IOException {
    echo(update);
  }

  @Override
  protected void doInfo(SipServletRequest info) throws IOException {
    echo(info);
  }

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    echo(message);
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    echo(options);
  }

  private static void echo(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setHeader("X-Initial", String.valueOf(request.isInitial()));
    if (request.getContentLength() > 0) {
      response.setContent(request.getContent(), request.getContentType());
    }
    response.send();
  }

  @Override
  protected void doAck(SipServletRequest ack) throws IOException {
    Journal.note("ACK " + ack.getHeader("CSeq"));
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response)
      throws IOException, ServletException {
    Journal.note(response.getStatus() + " " + response.getMethod() + " " + response.getContent());
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
    }
  }
}
