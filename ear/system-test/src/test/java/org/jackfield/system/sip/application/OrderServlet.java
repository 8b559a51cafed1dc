package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Notes each call whose requests do not come to it one after the other, by their numbers. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "order",
    applicationName = "order",
    loadOnStartup = 1)
public class OrderServlet extends SipServlet {
  private static final long serialVersionUID = 1;
  private static final String LAST = "last";

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.getSession().setAttribute(LAST, number(invite));
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doInfo(SipServletRequest info) throws IOException {
    next(info);
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    next(bye);
    Journal.note("ended");
  }

  private static void next(SipServletRequest request) throws IOException {
    int last = (Integer) request.getSession().getAttribute(LAST);
    int number = number(request);
    if (number != last + 1) {
      Journal.note("out of order: " + number + " after " + last + " in " + request.getCallId());
    }
    request.getSession().setAttribute(LAST, number);
    request.createResponse(SipServletResponse.SC_OK).send();
  }

  private static int number(SipServletRequest request) {
    return Integer.parseInt(request.getHeader("CSeq").split(" ", 2)[0]);
  }
}
