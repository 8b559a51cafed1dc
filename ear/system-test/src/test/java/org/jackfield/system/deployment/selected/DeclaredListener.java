package org.jackfield.system.deployment.selected;

import jakarta.servlet.sip.SipServletContextEvent;
import jakarta.servlet.sip.SipServletListener;
import org.jackfield.system.sip.application.Journal;

/** A listener without an annotation: sip.xml names it. */
public class DeclaredListener implements SipServletListener {
  @Override
  public void servletInitialized(SipServletContextEvent event) {
    Journal.note("initialized " + event.getSipServlet().getServletName());
  }
}
