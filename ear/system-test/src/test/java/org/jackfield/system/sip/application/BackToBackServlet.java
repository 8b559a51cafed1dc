package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.B2buaHelper;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.UAMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stands between a caller and whom the caller names in X-Callee: JSR 289 section 12. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "b2bua",
    applicationName = "b2bua",
    loadOnStartup = 1)
public class BackToBackServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipServletRequest> calls = new Calls<>();

  /** An order's argument is the caller's Call-ID. */
  @Override
  public void init() {
    Orders.to(this::take);
  }

  private String take(String order, String callId) throws IOException, ServletException {
    SipServletRequest caller = calls.get(callId);
    B2buaHelper helper = caller.getB2buaHelper();
    SipSession session = caller.getSession();
    switch (order) {
      case "unlink" -> {
        session.setAttribute("callee", helper.getLinkedSession(session));
        helper.unlinkSipSessions(session);
      }
      case "link" -> helper.linkSipSessions(session, (SipSession) session.getAttribute("callee"));
      case "end callee" ->
          ((SipSession) session.getAttribute("callee")).createRequest("BYE").send();
      default -> throw new ServletException("What is " + order);
    }
    return String.valueOf(helper.getLinkedSession(session) != null);
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException, ServletException {
    if (!invite.isInitial()) {
      relay(invite);
      return;
    }
    invite.getApplicationSession().setInvalidateWhenReady(true);
    calls.put(invite.getCallId(), invite);
    String callee = invite.getHeader("X-Callee");
    SipServletRequest leg =
        invite
            .getB2buaHelper()
            .createRequest(invite, true, Map.of("To", List.of("<sip:callee@example.com>")));
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    leg.setRequestURI(factory.createURI(callee));
    leg.send();
  }

  private static void relay(SipServletRequest request) throws IOException {
    B2buaHelper helper = request.getB2buaHelper();
    SipSession other = helper.getLinkedSession(request.getSession());
    if (other == null) {
      Journal.note("alone with " + request.getMethod());
      return;
    }
    SipServletRequest leg = helper.createRequest(other, request, null);
    copyContent(request, leg);
    leg.send();
  }

  @Override
  protected void doUpdate(SipServletRequest update) throws IOException {
    relay(update);
  }

  @Override
  protected void doInfo(SipServletRequest info) throws IOException {
    relay(info);
  }

  @Override
  protected void doAck(SipServletRequest ack) throws IOException {
    B2buaHelper helper = ack.getB2buaHelper();
    SipSession other = helper.getLinkedSession(ack.getSession());
    for (SipServletMessage pending : helper.getPendingMessages(other, UAMode.UAC)) {
      if (pending instanceof SipServletResponse response
          && response.getMethod().equals("INVITE")
          && response.getStatus() == SipServletResponse.SC_OK) {
        SipServletRequest leg = response.createAck();
        copyContent(ack, leg);
        leg.send();
      }
    }
  }

  @Override
  protected void doCancel(SipServletRequest cancel) throws IOException {
    B2buaHelper helper = cancel.getB2buaHelper();
    helper.createCancel(helper.getLinkedSession(cancel.getSession())).send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
    relay(bye);
  }

  @Override
  protected void doResponse(SipServletResponse response) throws IOException {
    Journal.note(response.getStatus() + " " + response.getMethod());
    if (response.getMethod().equals("BYE") || response.getMethod().equals("CANCEL")) {
      return;
    }
    if (response.getStatus() == SipServletResponse.SC_REQUEST_TERMINATED) {
      // the caller who cancelled has had its 487 from the container
      return;
    }
    SipServletRequest request = response.getRequest();
    SipServletRequest original =
        Objects.requireNonNull(
            request.getB2buaHelper().getLinkedSipServletRequest(request), "linked request");
    SipServletResponse answer =
        original.createResponse(response.getStatus(), response.getReasonPhrase());
    copyContent(response, answer);
    answer.send();
  }

  private static void copyContent(SipServletMessage from, SipServletMessage to) throws IOException {
    if (from.getContentLength() > 0) {
      to.setContent(from.getRawContent(), from.getContentType());
    }
  }
}
