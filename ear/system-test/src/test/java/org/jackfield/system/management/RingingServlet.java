package org.jackfield.system.management;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** Rings, and never answers. */
@jakarta.servlet.sip.annotation.SipServlet(name = "ringing", applicationName = "ringing")
public class RingingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.createResponse(180).send();
  }
}
