package org.jackfield.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers as long as this process lives. Any thread. */
public final class MemorySessionStore implements SessionStore {

  private final Map<SessionKey, CookieJar> jars = new ConcurrentHashMap<>();
  private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Cookies die by this clock. */
  public MemorySessionStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public CookieJar cookies(SessionKey key) {
    CookieJar alive =
        jars.computeIfPresent(
            key,
            (same, jar) -> {
              CookieJar left = jar.with(List.of(), clock.instant());
              return left.cookies().isEmpty() ? null : left;
            });
    return alive == null ? CookieJar.EMPTY : alive;
  }

  @Override
  public CookieJar merge(SessionKey key, List<Cookie> received) {
    if (received.isEmpty()) {
      return cookies(key);
    }
    jars.merge(
        key,
        CookieJar.EMPTY.with(received, clock.instant()),
        (before, same) -> before.with(received, clock.instant()));
    return cookies(key);
  }

  @Override
  public void forget(SessionKey key) {
    jars.remove(key);
  }

  @Override
  public void save(Checkpoint checkpoint) {
    checkpoints.put(checkpoint.callSid(), checkpoint);
  }

  @Override
  public Optional<Checkpoint> checkpoint(String callSid) {
    return Optional.ofNullable(checkpoints.get(callSid));
  }

  @Override
  public void remove(String callSid) {
    checkpoints.remove(callSid);
  }
}
