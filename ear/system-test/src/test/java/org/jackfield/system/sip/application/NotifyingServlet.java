package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;

/** Takes subscriptions and transfers, and tells how they go: RFC 6665, RFC 3515. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "notifying",
    applicationName = "notifying",
    loadOnStartup = 1)
public class NotifyingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipSession> sessions = new Calls<>();

  /** An order is the state of a subscription, its argument the Call-ID. */
  @Override
  public void init() {
    Orders.to((state, callId) -> notify(sessions.get(callId), state, "presence", state));
  }

  @Override
  protected void doSubscribe(SipServletRequest subscribe) throws IOException {
    subscribe.getApplicationSession().setInvalidateWhenReady(true);
    SipSession session = subscribe.getSession();
    sessions.put(subscribe.getCallId(), session);
    SipServletResponse accepted = subscribe.createResponse(SipServletResponse.SC_OK);
    accepted.setExpires(subscribe.getExpires());
    accepted.send();
    String state =
        subscribe.getExpires() == 0
            ? "terminated;reason=timeout"
            : "active;expires=" + subscribe.getExpires();
    notify(session, state, "presence", subscribe.isInitial() ? "first" : "again");
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doRefer(SipServletRequest refer) throws IOException {
    refer.getApplicationSession().setInvalidateWhenReady(true);
    Journal.note("REFER " + refer.getHeader("Refer-To"));
    refer.createResponse(SipServletResponse.SC_ACCEPTED).send();
    SipSession session = refer.getSession();
    notify(session, "active;expires=60", "refer", "SIP/2.0 100 Trying\r\n");
    notify(session, "terminated;reason=noresource", "refer", "SIP/2.0 200 OK\r\n");
  }

  private static String notify(SipSession session, String state, String event, String body)
      throws IOException {
    SipServletRequest notify = session.createRequest("NOTIFY");
    notify.setHeader("Event", event);
    notify.setHeader("Subscription-State", state);
    notify.setContent(body, event.equals("refer") ? "message/sipfrag" : "text/plain");
    notify.send();
    return "";
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) {
    Journal.note(response.getCallId() + " " + response.getStatus() + " " + response.getMethod());
  }

  @Override
  protected void doErrorResponse(SipServletResponse response) {
    Journal.note(response.getCallId() + " " + response.getStatus() + " " + response.getMethod());
  }
}
