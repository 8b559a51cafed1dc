package org.jackfield.system.sip;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** Answers a call and ends it: its BYE must find the way back to the caller. */
@jakarta.servlet.sip.annotation.SipServlet(name = "hangingUp", applicationName = "hangingUp")
public class HangingUpServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.createResponse(200).send();
  }

  @Override
  protected void doAck(SipServletRequest ack) throws IOException {
    ack.getSession().createRequest("BYE").send();
  }
}
