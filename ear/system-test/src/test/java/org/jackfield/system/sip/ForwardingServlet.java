package org.jackfield.system.sip;

import jakarta.servlet.sip.B2buaHelper;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Sends a copy of each MESSAGE to the address in its body, and answers what that answers. */
@jakarta.servlet.sip.annotation.SipServlet(name = "forwarding", applicationName = "forwarding")
public class ForwardingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    message.getApplicationSession().setInvalidateWhenReady(true);
    B2buaHelper helper = message.getB2buaHelper();
    SipServletRequest copy = helper.createRequest(message);
    try {
      copy.setRequestURI(
          ((jakarta.servlet.sip.SipFactory) getServletContext().getAttribute(SIP_FACTORY))
              .createURI(message.getContent().toString().strip()));
    } catch (jakarta.servlet.sip.ServletParseException e) {
      message.createResponse(SipServletResponse.SC_BAD_REQUEST).send();
      return;
    }
    copy.getSession().setAttribute("original", message);
    copy.send();
  }

  @Override
  protected void doResponse(SipServletResponse response) throws IOException {
    if (response.getStatus() >= 200) {
      ((SipServletRequest) response.getSession().getAttribute("original"))
          .createResponse(response.getStatus())
          .send();
    }
  }
}
