package org.jackfield.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jackfield.call.Sid;
import org.jackfield.setting.WholeNumbers;

/** How many requests an account may make: a bucket that fills steadily. Any thread. */
@ApplicationScoped
public class RequestLimit {

  private static final int MOST_ACCOUNTS = 100_000;
  private static final double NANOS = 1e9;

  private final ConcurrentHashMap<Sid, Bucket> buckets = new ConcurrentHashMap<>();
  private final double perSecond;
  private final LongSupplier nanoTime;

  /** As the system property {@code jackfield.api.requests-per-second} says, 500 without it. */
  public RequestLimit() {
    this(
        WholeNumbers.ofSystem().intOf("jackfield.api.requests-per-second", 500, 1),
        System::nanoTime);
  }

  /** Makes it at the start, so that a wrong setting is told then. */
  void beginsWith(@Observes Startup start) {}

  RequestLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Takes one request out of the account's bucket, which holds those of one second. */
  boolean allows(Sid account) {
    if (buckets.size() > MOST_ACCOUNTS) {
      buckets.clear();
    }
    long now = nanoTime.getAsLong();
    Bucket after =
        buckets.compute(account, (sid, before) -> taken(before == null ? full(now) : before, now));
    return after.given;
  }

  private Bucket full(long now) {
    return new Bucket(perSecond, now, true);
  }

  private Bucket taken(Bucket before, long now) {
    double content = Math.min(perSecond, before.content + (now - before.at) / NANOS * perSecond);
    boolean enough = content >= 1;
    return new Bucket(enough ? content - 1 : content, now, enough);
  }

  private record Bucket(double content, long at, boolean given) {}
}
