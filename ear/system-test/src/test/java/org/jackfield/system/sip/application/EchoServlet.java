package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/**
 * Answers everything at once, with the content that came, and says who it is in {@value
 * #ANSWERED_BY}. An INVITE that supports reliable provisional responses rings reliably first; an
 * INFO that says {@code bye} makes it hang up.
 */
public class EchoServlet extends SipServlet {
  public static final String ANSWERED_BY = "X-Answered-By";

  private static final long serialVersionUID = 1;
  private static final String INVITE = "invite";

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    Journal.note(request.getMethod());
    switch (request.getMethod()) {
      case "ACK" -> {}
      case "INVITE" -> invited(request);
      case "PRACK" -> {
        answer(request);
        answer((SipServletRequest) request.getSession().getAttribute(INVITE));
      }
      case "INFO" -> {
        answer(request);
        if ("bye".equals(request.getContent())) {
          request.getSession().createRequest("BYE").send();
        }
      }
      default -> answer(request);
    }
  }

  private static void invited(SipServletRequest invite) throws ServletException, IOException {
    if ("100rel".equals(invite.getHeader("Require"))) {
      invite.getSession().setAttribute(INVITE, invite);
      invite.createResponse(SipServletResponse.SC_RINGING).sendReliably();
    } else {
      answer(invite);
    }
  }

  private static void answer(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setHeader(ANSWERED_BY, request.getApplicationSession().getApplicationName());
    if (request.getContentLength() > 0) {
      response.setContent(request.getRawContent(), request.getContentType());
    }
    response.send();
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    Journal.note(response.getStatus() + " to " + response.getMethod());
  }
}
