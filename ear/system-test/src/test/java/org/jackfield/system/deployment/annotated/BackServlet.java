package org.jackfield.system.deployment.annotated;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import org.jackfield.system.sip.application.Journal;

/** Takes what the main servlet hands on, and the rest of such calls. */
@jakarta.servlet.sip.annotation.SipServlet(name = "back")
public class BackServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    Journal.note(getServletName() + " " + request.getMethod());
    if (!request.getMethod().equals("ACK")) {
      request.createResponse(SipServletResponse.SC_OK).send();
    }
  }
}
