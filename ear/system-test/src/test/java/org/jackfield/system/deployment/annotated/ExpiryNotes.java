package org.jackfield.system.deployment.annotated;

import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipApplicationSessionEvent;
import jakarta.servlet.sip.SipApplicationSessionListener;
import jakarta.servlet.sip.annotation.SipListener;
import org.jackfield.system.sip.application.Journal;

/** Notes which sessions expire and end; prolongs that of {@code patient} once. */
@SipListener
public class ExpiryNotes implements SipApplicationSessionListener {
  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    SipApplicationSession session = event.getApplicationSession();
    Journal.note("expired " + session.getAttribute("user"));
    if ("patient".equals(session.getAttribute("user"))) {
      Journal.note("prolonged by " + session.setExpires(5));
    }
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    Journal.note("destroyed " + event.getApplicationSession().getApplicationName());
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    Journal.note("created");
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    Journal.note("ready");
  }
}
