package org.jackfield.system.sip.application;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.sip.SipApplicationSessionEvent;
import jakarta.servlet.sip.SipApplicationSessionListener;
import jakarta.servlet.sip.SipServletContextEvent;
import jakarta.servlet.sip.SipServletListener;
import jakarta.servlet.sip.SipSessionEvent;
import jakarta.servlet.sip.SipSessionListener;
import jakarta.servlet.sip.annotation.SipListener;

/** Notes how servlets and sessions begin and end, and keeps the session of whom it shall. */
@SipListener(applicationName = "listening")
public class LifeNotes
    implements SipServletListener,
        ServletContextListener,
        SipSessionListener,
        SipApplicationSessionListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Journal.note("context initialized");
  }

  @Override
  public void servletInitialized(SipServletContextEvent event) {
    Journal.note("servlet initialized " + event.getSipServlet().getServletName());
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    Journal.note("application session created");
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    Journal.note("application session destroyed");
  }

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    Journal.note("application session expired");
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    Journal.note("application session ready");
  }

  @Override
  public void sessionCreated(SipSessionEvent event) {
    Journal.note("session created");
  }

  @Override
  public void sessionDestroyed(SipSessionEvent event) {
    Journal.note("session destroyed");
  }

  @Override
  public void sessionReadyToInvalidate(SipSessionEvent event) {
    if (event.getSession().getApplicationSession().getAttribute("keep") != null) {
      event.getSession().setInvalidateWhenReady(false);
    }
    Journal.note("session ready " + event.getSession().isReadyToInvalidate());
  }
}
