package org.jackfield.sip.container.descriptor.voicemail;

import jakarta.servlet.sip.SipServletContextEvent;
import jakarta.servlet.sip.SipServletListener;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.annotation.SipApplicationKey;
import jakarta.servlet.sip.annotation.SipListener;
import jakarta.servlet.sip.annotation.SipServlet;

/** Both servlet and listener. */
@SipServlet(name = "mailbox", description = "One for each user", loadOnStartup = 3)
@SipListener(applicationName = "voicemail")
public class Mailbox extends jakarta.servlet.sip.SipServlet implements SipServletListener {
  private static final long serialVersionUID = 1L;

  @SipApplicationKey
  public static String key(SipServletRequest request) {
    return request.getRequestURI().toString();
  }

  @Override
  public void servletInitialized(SipServletContextEvent event) {}
}
