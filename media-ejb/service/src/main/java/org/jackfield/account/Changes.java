package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Tells what is remembered that something has been changed, once the change is committed. */
@ApplicationScoped
public class Changes {

  @Inject Event<Changed> event;

  /** To be told within the transaction of the change. */
  public void tell(Owned thing) {
    event.fire(new Changed(thing.getClass(), thing.accountSid, thing.sid));
  }

  /** What is remembered of this thing may be otherwise now. */
  record Changed(Class<? extends Owned> kind, String account, String sid) {}
}
