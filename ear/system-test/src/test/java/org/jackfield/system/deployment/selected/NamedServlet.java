package org.jackfield.system.deployment.selected;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Answers everything and says under which name it was declared. Several may be declared. */
public class NamedServlet extends SipServlet {
  public static final String NAME = "X-Servlet";
  public static final String GREETING = "X-Greeting";

  private static final long serialVersionUID = 1;

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    if (request.getMethod().equals("ACK")) {
      return;
    }
    request.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse answer = request.createResponse(SipServletResponse.SC_OK);
    answer.setHeader(NAME, getServletName());
    answer.setHeader(
        GREETING,
        getInitParameter("greeting") + " from " + getServletContext().getInitParameter("city"));
    answer.send();
  }
}
