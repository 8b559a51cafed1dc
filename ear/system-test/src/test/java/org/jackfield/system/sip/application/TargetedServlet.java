package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;

/**
 * Gives away addresses that lead back into an application session, finds the call that another one
 * replaces or joins, and sends requests by a way that it has chosen.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "targeted",
    applicationName = "targeted",
    loadOnStartup = 1)
public class TargetedServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipSession> calls = new Calls<>();

  @Override
  public void init() {
    Orders.to(this::take);
  }

  private String take(String order, String argument) throws IOException, ServletException {
    return switch (order) {
      case "address into the call" -> {
        // the call's own Request-URI, which leads here
        SipSession session = calls.get(argument);
        SipURI address = (SipURI) session.getAttribute("address");
        session.getApplicationSession().encodeURI(address);
        yield address.toString();
      }
      case "message by way of" -> send("MESSAGE", argument);
      case "register by way of" -> send("REGISTER", argument);
      case "attribute" -> String.valueOf(getServletContext().getAttribute(argument));
      default -> throw new ServletException("What is " + order);
    };
  }

  /** The way's address goes into Route, and into Path of a REGISTER. */
  private String send(String method, String way) throws IOException, ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    SipApplicationSession session = factory.createApplicationSession();
    session.setInvalidateWhenReady(true);
    SipServletRequest request =
        factory.createRequest(session, method, "sip:jackfield@example.com", "sip:bob@example.com");
    Address first = factory.createAddress("<" + way + ";lr>");
    request.pushRoute((SipURI) first.getURI());
    if (method.equals("REGISTER")) {
      request.pushPath(first);
    }
    request.send();
    return request.getCallId();
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    SipSession session = invite.getSession();
    session.getApplicationSession().setInvalidateWhenReady(true);
    session.setAttribute("address", invite.getRequestURI().clone());
    calls.put(invite.getCallId(), session);
    SipSessionsUtil sessions =
        (SipSessionsUtil) getServletContext().getAttribute(SIP_SESSIONS_UTIL);
    for (String header : new String[] {"Replaces", "Join"}) {
      SipSession other = sessions.getCorrespondingSipSession(session, header);
      if (other != null) {
        boolean shared = other.getApplicationSession().equals(session.getApplicationSession());
        Journal.note(
            invite.getCallId() + " " + header + " " + other.getCallId() + ", shared " + shared);
      }
    }
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    SipApplicationSession session = message.getApplicationSession();
    session.setInvalidateWhenReady(true);
    boolean withCall = false;
    for (var all = session.getSessions("SIP"); all.hasNext(); ) {
      withCall |= ((SipSession) all.next()).getAttribute("address") != null;
    }
    Journal.note(message.getCallId() + " with a call " + withCall);
    message.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }
}
