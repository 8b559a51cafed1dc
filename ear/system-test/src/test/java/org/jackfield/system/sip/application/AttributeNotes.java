package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipApplicationSessionAttributeListener;
import jakarta.servlet.sip.SipApplicationSessionBindingEvent;
import jakarta.servlet.sip.SipSessionAttributeListener;
import jakarta.servlet.sip.SipSessionBindingEvent;
import jakarta.servlet.sip.annotation.SipListener;

/** Notes what happens to the attributes of sessions. */
@SipListener(applicationName = "listening")
public class AttributeNotes
    implements SipSessionAttributeListener, SipApplicationSessionAttributeListener {
  @Override
  public void attributeAdded(SipApplicationSessionBindingEvent event) {
    Journal.note("application session: added " + event.getName());
  }

  @Override
  public void attributeReplaced(SipApplicationSessionBindingEvent event) {
    Journal.note("application session: replaced " + event.getName());
  }

  @Override
  public void attributeRemoved(SipApplicationSessionBindingEvent event) {
    Journal.note("application session: removed " + event.getName());
  }

  @Override
  public void attributeAdded(SipSessionBindingEvent event) {
    Journal.note("session: added " + event.getName());
  }

  @Override
  public void attributeReplaced(SipSessionBindingEvent event) {
    Journal.note("session: replaced " + event.getName());
  }

  @Override
  public void attributeRemoved(SipSessionBindingEvent event) {
    Journal.note("session: removed " + event.getName());
  }
}
