package org.jackfield.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store of sessions promises. */
public interface SessionStoreContract {

  /** The moment that the store believes it is. */
  Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** An application. */
  URI APPLICATION = URI.create("http://app.example.com/voice");

  /** A store that has nothing yet. */
  SessionStore store();

  /** Moves the store's clock. */
  void pass(Duration time);

  @Test
  default void knowsNoCookiesOfAPairThatNeverCalled() {
    assertThat(store().cookies(pair("+15550001", "+15550002")).cookies()).isEmpty();
  }

  @Test
  default void remembersCookiesForThePairWhoeverCalls() {
    SessionStore store = store();

    store.merge(pair("+15550001", "+15550002"), cookies("a=1"));

    assertThat(header(store, pair("+15550002", "+15550001"))).isEqualTo("a=1");
  }

  @Test
  default void keepsCookiesOfAccountsAndPairsApart() {
    SessionStore store = store();

    store.merge(pair("+15550001", "+15550002"), cookies("a=1"));

    assertThat(store.cookies(pair("+15550001", "+15550003")).cookies()).isEmpty();
    assertThat(
            store
                .cookies(
                    SessionKey.ofPair("ACother", APPLICATION.toString(), "+15550001", "+15550002"))
                .cookies())
        .isEmpty();
  }

  @Test
  default void replacesACookieOfTheSameNameAndLeavesOthers() {
    SessionStore store = store();
    SessionKey key = pair("+15550001", "+15550002");

    store.merge(key, cookies("a=1", "b=2"));
    store.merge(key, cookies("a=3"));

    assertThat(header(store, key)).isEqualTo("a=3; b=2");
  }

  @Test
  default void forgetsACookieThatIsDeletedByItsApplication() {
    SessionStore store = store();
    SessionKey key = pair("+15550001", "+15550002");

    store.merge(key, cookies("a=1"));
    store.merge(key, cookies("a=; Max-Age=0"));

    assertThat(store.cookies(key).cookies()).isEmpty();
  }

  @Test
  default void forgetsCookiesWhenTheirLifeIsOver() {
    SessionStore store = store();
    SessionKey key = pair("+15550001", "+15550002");
    store.merge(key, cookies("a=1"));

    pass(Duration.ofMinutes(239));
    assertThat(store.cookies(key).cookies()).hasSize(1);

    pass(Duration.ofMinutes(2));
    assertThat(store.cookies(key).cookies()).isEmpty();
  }

  @Test
  default void losesNothingWhenTwoAnswersComeAtOnce() throws InterruptedException {
    SessionStore store = store();
    SessionKey key = pair("+15550001", "+15550002");
    CountDownLatch done = new CountDownLatch(20);

    for (int i = 0; i < 20; i++) {
      String line = "c" + i + "=1";
      Thread.startVirtualThread(() -> {
        store.merge(key, cookies(line));
        done.countDown();
      });
    }

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(store.cookies(key).cookies()).hasSize(20);
  }

  @Test
  default void forgetsAPairThatIsToBeForgotten() {
    SessionStore store = store();
    SessionKey key = pair("+15550001", "+15550002");
    store.merge(key, cookies("a=1"));

    store.forget(key);

    assertThat(store.cookies(key).cookies()).isEmpty();
  }

  @Test
  default void remembersTheLastCheckpointOfACallUntilItEnds() {
    SessionStore store = store();

    store.save(checkpoint(1));
    store.save(checkpoint(2));
    assertThat(store.checkpoint("CA1").map(Checkpoint::position)).contains(2);

    store.remove("CA1");
    assertThat(store.checkpoint("CA1")).isEmpty();
  }

  private static SessionKey pair(String from, String to) {
    return SessionKey.ofPair("AC1", APPLICATION.toString(), from, to);
  }

  private static List<Cookie> cookies(String... lines) {
    return CookieJar.read(APPLICATION, List.of(lines), NOW);
  }

  private static String header(SessionStore store, SessionKey key) {
    return store.cookies(key).header(APPLICATION, NOW).orElse("");
  }

  private static Checkpoint checkpoint(int position) {
    return new Checkpoint(
        "CA1",
        "AC1",
        pair("+15550001", "+15550002"),
        "{}",
        APPLICATION.toString(),
        "<Response/>",
        position,
        "a",
        NOW);
  }
}
