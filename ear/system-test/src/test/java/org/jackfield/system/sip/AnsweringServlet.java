package org.jackfield.system.sip;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers what it is asked, who calls {@code later} from another thread. */
@jakarta.servlet.sip.annotation.SipServlet(name = "answering", applicationName = "answering")
public class AnsweringServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    invite.getApplicationSession().setInvalidateWhenReady(true);
    if (((SipURI) invite.getRequestURI()).getUser().equals("later")) {
      Thread.ofVirtual().start(() -> answer(invite));
    } else {
      answer(invite);
    }
  }

  private static void answer(SipServletRequest invite) {
    try {
      invite.createResponse(200).send();
    } catch (IOException unsent) {
      throw new UncheckedIOException(unsent);
    }
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
