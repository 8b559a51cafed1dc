package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.B2buaHelper;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.UAMode;
import java.io.IOException;

/** Ends every call, and makes another to whom it was for, which may be the next application. */
public class BridgeServlet extends SipServlet {
  private static final long serialVersionUID = 1;
  private static final String CAUSE = "cause";
  private static final String RELIABLE = "reliable";

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    Journal.note(request.getMethod());
    B2buaHelper helper = request.getB2buaHelper();
    SipServletRequest onward;
    if (request.isInitial()) {
      onward = helper.createRequest(request, true, null);
    } else {
      SipSession linked = helper.getLinkedSession(request.getSession());
      switch (request.getMethod()) {
        case "ACK" -> {
          acknowledge(helper, linked);
          return;
        }
        case "CANCEL" -> {
          helper.createCancel(linked).send();
          return;
        }
        case "PRACK" -> onward = ((SipServletResponse) linked.getAttribute(RELIABLE)).createPrack();
        default -> onward = helper.createRequest(linked, request, null);
      }
    }
    copyContent(request, onward);
    onward.setAttribute(CAUSE, request);
    onward.send();
  }

  private static void acknowledge(B2buaHelper helper, SipSession linked) throws IOException {
    for (SipServletMessage pending : helper.getPendingMessages(linked, UAMode.UAC)) {
      if (pending instanceof SipServletResponse answer && answer.getMethod().equals("INVITE")) {
        answer.createAck().send();
      }
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    if (response.getRequest().getAttribute(CAUSE) instanceof SipServletRequest cause) {
      SipServletResponse back = cause.createResponse(response.getStatus());
      copyContent(response, back);
      if (response.getHeader("RSeq") == null) {
        back.send();
      } else {
        response.getSession().setAttribute(RELIABLE, response);
        back.sendReliably();
      }
    }
  }

  private static void copyContent(SipServletMessage from, SipServletMessage to) throws IOException {
    if (from.getContentLength() > 0 && to.getContentLength() <= 0) {
      to.setContent(from.getRawContent(), from.getContentType());
    }
  }
}
