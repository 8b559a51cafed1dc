package org.jackfield.system.sip;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** Answers what it is asked: the least application there is. */
@jakarta.servlet.sip.annotation.SipServlet(name = "answering", applicationName = "answering")
public class AnsweringServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.createResponse(200).send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(200).send();
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    options.createResponse(200).send();
  }
}
