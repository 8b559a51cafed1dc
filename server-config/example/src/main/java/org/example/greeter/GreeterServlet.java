package org.example.greeter;

import jakarta.inject.Inject;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** Answers whoever calls. */
@jakarta.servlet.sip.annotation.SipServlet(name = "greeter", applicationName = "greeter")
public class GreeterServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient Calls calls;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    // the sessions go by themselves when the call is over
    invite.getApplicationSession().setInvalidateWhenReady(true);
    invite.createResponse(180).send();
    invite.createResponse(200).send();
    calls.answered();
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
