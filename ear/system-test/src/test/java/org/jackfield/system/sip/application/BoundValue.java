package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipApplicationSessionBindingEvent;
import jakarta.servlet.sip.SipApplicationSessionBindingListener;
import jakarta.servlet.sip.SipSessionBindingEvent;
import jakarta.servlet.sip.SipSessionBindingListener;
import java.io.Serializable;

/** An attribute that notes when it is put into a session and taken out. */
public class BoundValue
    implements SipSessionBindingListener, SipApplicationSessionBindingListener, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public void valueBound(SipApplicationSessionBindingEvent event) {
    Journal.note("application session: bound " + event.getName());
  }

  @Override
  public void valueUnbound(SipApplicationSessionBindingEvent event) {
    Journal.note("application session: unbound " + event.getName());
  }

  @Override
  public void valueBound(SipSessionBindingEvent event) {
    Journal.note("session: bound " + event.getName());
  }

  @Override
  public void valueUnbound(SipSessionBindingEvent event) {
    Journal.note("session: unbound " + event.getName());
  }
}
