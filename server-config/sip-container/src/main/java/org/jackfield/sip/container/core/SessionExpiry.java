package org.jackfield.sip.container.core;

import org.mobicents.servlet.sip.core.timers.DefaultSipApplicationSessionTimerService;

/** The clock by which application sessions expire; a session that ends leaves it at once. */
final class SessionExpiry extends DefaultSipApplicationSessionTimerService {
  SessionExpiry(String application) {
    super(application);
    setRemoveOnCancelPolicy(true);
  }

  /** The core asks with each session that ends; it would look at all others, and find nothing. */
  @Override
  public void purge() {
    // what is cancelled has been removed
  }
}
