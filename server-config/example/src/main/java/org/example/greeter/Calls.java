package org.example.greeter;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What the two halves of the application have in common. */
@ApplicationScoped
public class Calls {
  private final AtomicInteger answered = new AtomicInteger();

  public void answered() {
    answered.incrementAndGet();
  }

  public int count() {
    return answered.get();
  }
}
