package org.jackfield.sip.container.core;

import org.mobicents.servlet.sip.core.timers.DefaultProxyTimerService;

/** The clock by which branches of a proxy are given up; one that is answered leaves it at once. */
final class ProxyTimers extends DefaultProxyTimerService {
  ProxyTimers(String application) {
    super(application);
    setRemoveOnCancelPolicy(true);
  }

  /** The core asks with each branch that ends; it would look at all others, and find nothing. */
  @Override
  public void purge() {
    // what is cancelled has been removed
  }
}
