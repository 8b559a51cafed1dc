package org.jackfield.system.sip;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Answers calls and says in which application session. */
@jakarta.servlet.sip.annotation.SipServlet(name = "naming", applicationName = "naming")
public class SessionNamingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    SipServletResponse answer = invite.createResponse(SipServletResponse.SC_OK);
    answer.setHeader("Session", invite.getApplicationSession().getId());
    answer.send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }
}
