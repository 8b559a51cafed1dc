package org.jackfield.session;

import java.time.Duration;
import java.time.Instant;

class MemorySessionStoreTest implements SessionStoreContract {

  private Instant now = NOW;
  private final SessionStore store = new MemorySessionStore(() -> now);

  @Override
  public SessionStore store() {
    return store;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
