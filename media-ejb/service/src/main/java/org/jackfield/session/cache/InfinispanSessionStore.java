package org.jackfield.session.cache;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.jackfield.session.Checkpoint;
import org.jackfield.session.Cookie;
import org.jackfield.session.CookieJar;
import org.jackfield.session.SessionKey;
import org.jackfield.session.SessionStore;
import org.jspecify.annotations.Nullable;

/** Sessions in the replicated caches {@code sessions} and {@code calls}. Any thread. */
@ApplicationScoped
public class InfinispanSessionStore implements SessionStore {

  // A call may last 24 h by an account's leave; what is left of a lost node's calls goes after that
  private static final Duration LONGEST_CALL = Duration.ofHours(25);
  private static final int MOST_TRIES = 50;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/sessions")
  private @Nullable Cache<String, String> sessions;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/calls")
  private @Nullable Cache<String, String> calls;

  private final InstantSource clock;

  /** For the container. */
  public InfinispanSessionStore() {
    this.clock = InstantSource.system();
  }

  InfinispanSessionStore(
      Cache<String, String> sessions, Cache<String, String> calls, InstantSource clock) {
    this.sessions = sessions;
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public CookieJar cookies(SessionKey key) {
    String kept = sessions().get(name(key));
    return kept == null ? CookieJar.EMPTY : SessionJson.jar(kept).with(List.of(), clock.instant());
  }

  @Override
  public CookieJar merge(SessionKey key, List<Cookie> received) {
    return patiently(() -> mergeOnce(key, received));
  }

  /**
   * Two requests of a pair may be answered at once, on two nodes: the entry is compared and set.
   */
  private CookieJar mergeOnce(SessionKey key, List<Cookie> received) {
    for (int i = 0; i < MOST_TRIES; i++) {
      Instant now = clock.instant();
      String old = sessions().get(name(key));
      CookieJar jar = old == null ? CookieJar.EMPTY : SessionJson.jar(old);
      CookieJar next = jar.with(received, now);
      if (swap(name(key), old, next, now)) {
        return next;
      }
    }
    throw new IllegalStateException("The cookies of a pair change faster than they can be kept");
  }

  private boolean swap(String name, @Nullable String old, CookieJar next, Instant now) {
    if (next.cookies().isEmpty()) {
      return old == null || sessions().remove(name, old);
    }
    String text = SessionJson.write(next);
    Instant last = next.cookies().stream().map(Cookie::expires).max(Instant::compareTo).orElse(now);
    long life = Math.max(1, Duration.between(now, last).toMillis());
    return old == null
        ? sessions().putIfAbsent(name, text, life, TimeUnit.MILLISECONDS) == null
        : sessions().replace(name, old, text, life, TimeUnit.MILLISECONDS);
  }

  @Override
  public void forget(SessionKey key) {
    sessions().remove(name(key));
  }

  @Override
  public void save(Checkpoint checkpoint) {
    String text = SessionJson.write(checkpoint);
    patiently(() -> {
      calls().put(checkpoint.callSid(), text, LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
      return text;
    });
  }

  @Override
  public Optional<Checkpoint> checkpoint(String callSid) {
    return Optional.ofNullable(calls().get(callSid)).map(SessionJson::checkpoint);
  }

  @Override
  public void remove(String callSid) {
    patiently(() -> {
      calls().remove(callSid);
      return callSid;
    });
  }

  /** A write fails once when a node hangs and is left out; the next one goes through. */
  private static <T> T patiently(Supplier<? extends T> write) {
    try {
      return write.get();
    } catch (CacheException first) {
      return write.get();
    }
  }

  private static String name(SessionKey key) {
    return String.join("\n", key.accountSid(), key.application(), key.one(), key.other());
  }

  private Cache<String, String> sessions() {
    return Objects.requireNonNull(sessions, "the cache sessions");
  }

  private Cache<String, String> calls() {
    return Objects.requireNonNull(calls, "the cache calls");
  }
}
