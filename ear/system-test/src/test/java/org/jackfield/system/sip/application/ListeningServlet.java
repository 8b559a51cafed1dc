package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;

/** Has sessions made, filled and ended, for the listeners beside it. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "listening",
    applicationName = "listening",
    loadOnStartup = 1)
public class ListeningServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipApplicationSession> calls = new Calls<>();

  /** The order is to end what is left of a call, whose Call-ID is the argument. */
  @Override
  public void init() {
    Orders.to((order, callId) -> end(calls.get(callId)));
  }

  private static String end(SipApplicationSession call) {
    SipSession session = (SipSession) call.getSessions("SIP").next();
    String found = session.getState() + " " + session.isReadyToInvalidate();
    call.invalidate();
    return found;
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    calls.put(invite.getCallId(), invite.getApplicationSession());
    String user = ((SipURI) invite.getRequestURI()).getUser();
    invite.getApplicationSession().setInvalidateWhenReady(!user.equals("stays"));
    invite.getSession().setInvalidateWhenReady(!user.equals("stays"));
    if (user.equals("kept")) {
      invite.getApplicationSession().setAttribute("keep", true);
    }
    if (user.equals("attributes")) {
      fill(invite.getApplicationSession());
      fill(invite.getSession());
    }
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  private static void fill(SipApplicationSession session) {
    session.setAttribute("a", "1");
    session.setAttribute("a", "2");
    session.removeAttribute("a");
    session.setAttribute("b", new BoundValue());
    session.removeAttribute("b");
    session.setAttribute("c", new BoundValue());
  }

  private static void fill(SipSession session) {
    session.setAttribute("a", "1");
    session.setAttribute("a", "2");
    session.removeAttribute("a");
    session.setAttribute("b", new BoundValue());
    session.removeAttribute("b");
    session.setAttribute("c", new BoundValue());
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }
}
