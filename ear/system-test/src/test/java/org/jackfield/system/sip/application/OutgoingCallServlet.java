package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/** Calls phones when it is ordered to, and notes where phones say that they are to be called. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "outgoing",
    applicationName = "outgoing",
    loadOnStartup = 1)
public class OutgoingCallServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  private final transient Calls<SipServletRequest> invites = new Calls<>();

  @Override
  public void init() throws ServletException {
    Orders.to(this::take);
  }

  private String take(String order, String argument) throws IOException, ServletException {
    return switch (order) {
      case "call" -> call(argument, session -> {});
      case "call from" -> {
        String[] words = argument.split(" ", 2);
        yield call(words[1], session -> Interfaces.choose(session, words[0]));
      }
      case "hang up" -> {
        invites.get(argument).getSession().createRequest("BYE").send();
        yield "";
      }
      case "cancel" -> {
        invites.get(argument).createCancel().send();
        yield "";
      }
      default -> throw new ServletException("What is " + order);
    };
  }

  private String call(String uri, Consumer<SipSession> preparation)
      throws IOException, ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    SipApplicationSession session = factory.createApplicationSession();
    session.setInvalidateWhenReady(true);
    SipServletRequest invite =
        factory.createRequest(
            session,
            "INVITE",
            factory.createURI("sip:jackfield@example.com"),
            factory.createURI(uri));
    // as the To of RFC 3261 section 20.39 it has lost its transport
    invite.setRequestURI(factory.createURI(uri));
    invite.getSession().setHandler("outgoing");
    try {
      preparation.accept(invite.getSession());
    } catch (IllegalArgumentException e) {
      session.invalidate();
      throw e;
    }
    invite.setContent("v=0\r\n", "application/sdp");
    invite.addHeader("X-Reason", "test");
    invites.put(invite.getCallId(), invite);
    try {
      invite.send();
    } catch (IOException e) {
      Journal.note(invite.getCallId() + " cannot be sent");
      session.invalidate();
    }
    return invite.getCallId();
  }

  @Override
  protected void doRegister(SipServletRequest register) throws ServletException, IOException {
    register.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse answer = register.createResponse(SipServletResponse.SC_OK);
    answer.setAddressHeader("Contact", register.getAddressHeader("Contact"));
    answer.send();
    Journal.note("at " + register.getAddressHeader("Contact").getURI());
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    options.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse answer = options.createResponse(SipServletResponse.SC_OK);
    answer.setHeader("X-Sender", subject(options));
    answer.send();
  }

  private static String subject(SipServletRequest request) {
    return request.getAttribute("jakarta.servlet.request.X509Certificate")
            instanceof X509Certificate[] chain
        ? chain[0].getSubjectX500Principal().getName()
        : "nobody";
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invites.put(invite.getCallId(), invite);
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doProvisionalResponse(SipServletResponse response) {
    note(response);
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    note(response);
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
    }
  }

  @Override
  protected void doErrorResponse(SipServletResponse response) {
    Journal.note(response.getCallId() + " " + response.getStatus());
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
    Journal.note(bye.getCallId() + " BYE");
  }

  private static void note(SipServletResponse response) {
    SipSession session = response.getSession();
    Journal.note(
        response.getCallId()
            + " "
            + response.getStatus()
            + " "
            + response.getMethod()
            + " "
            + session.getState());
  }
}
