package org.jackfield.system.sip.application;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Says what a name of its environment stands for, and what has been injected. */
public class NamingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Resource(name = "lines")
  private int lines;

  /** The names are the test's own. */
  @SuppressWarnings("BanJNDI")
  @Override
  protected void doMessage(SipServletRequest message) throws ServletException, IOException {
    message.getApplicationSession().setInvalidateWhenReady(true);
    String name = message.getContent().toString().strip();
    SipServletResponse answer = message.createResponse(SipServletResponse.SC_OK);
    try {
      Object found = name.equals("injected") ? lines : InitialContext.doLookup(name);
      answer.setContent(found.toString(), "text/plain");
    } catch (NamingException e) {
      answer.setContent("nothing", "text/plain");
    }
    answer.send();
  }
}
