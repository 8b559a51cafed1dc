package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.media.LayerSecret;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * P2.2, P2.4, P2.25, D8: sounds are asked for over HTTP, once, and are near as long as they may.
 */
class HttpMediaLayerTest {

  private static final Asker ASKER = new Asker("AC1", "CA1");
  private static final SpokenText HELLO = new SpokenText("Hello", false, "man", "en-US");
  private static final LayerSecret SECRET = new LayerSecret("between us");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private WebServer server;
  private HttpMediaLayer layer;
  private volatile Instant now = Instant.parse("2026-11-26T10:00:00Z");

  @BeforeEach
  void start() throws IOException {
    server = new WebServer();
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    layer = new HttpMediaLayer(URI.create(server.address("/")), SECRET, 1_000_000, PATIENCE, clock);
  }

  @AfterEach
  void stop() {
    layer.close();
    server.close();
  }

  private Sound fetched(SpokenText text) {
    Sound sound = layer.fetch(text, SoundFormat.PCMU_8000, ASKER);
    Semaphore grown = new Semaphore(0);
    sound.watch(grown::release);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!sound.hasEnded()) {
        assertThat(grown.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
            .as("the sound comes to an end")
            .isTrue();
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    return sound;
  }

  /** Who comes while an answer is just being taken in shares it. */
  private void fetchUntilItWasAsked(int times) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (server.asked().size() < times) {
      fetched(HELLO);
      assertThat(System.nanoTime() - deadline).as("ns past the deadline").isNegative();
    }
  }

  /** What an answer says is known a moment after its sound is whole. */
  private void fetchUntilItIs(String text) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!text(fetched(HELLO)).equals(text)) {
      assertThat(System.nanoTime() - deadline).as("ns past the deadline").isNegative();
    }
  }

  private static String text(Sound sound) {
    byte[] bytes = new byte[sound.length()];
    sound.read(0, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void asksWithTheAccountAndTheCall() {
    server.at("/media/", WebServer.says(200, "audio/basic", "sound", "ETag: \"1\""));

    assertThat(text(fetched(HELLO))).isEqualTo("sound");
    assertThat(server.asked().getFirst().target())
        .isEqualTo("/media/speech.pcmu?language=en-US&text=Hello&voice=man&account=AC1");
    assertThat(server.asked().getFirst().header("X-Jackfield-Call")).isEqualTo("CA1");
  }

  // P2.23
  @Test
  void signsWhatItAsks() {
    server.at("/media/", WebServer.says(200, "audio/basic", "sound", "ETag: \"1\""));
    fetched(new SpokenText("Grüße & küsse", false, "man", "de-DE"));

    WebServer.Asked asked = server.asked().getFirst();
    String signature = asked.header("X-Jackfield-Router");
    assertThat(SECRET.isRight("GET", asked.target(), signature, Instant.now())).isTrue();
  }

  /** The edition of the account's sounds, which the test may change. */
  private AtomicInteger answersByEdition() {
    AtomicInteger edition = new AtomicInteger();
    server.at(
        "/media/",
        asked ->
            WebServer.says(
                    200,
                    "audio/basic",
                    "sound " + edition,
                    "ETag: \"" + edition + "\"",
                    "X-Jackfield-Edition: " + edition,
                    "Cache-Control: max-age=3600")
                .answer(asked));
    return edition;
  }

  // P2.27: what an account has forgotten is played no more
  @Test
  void asksForWhatIsNearOnceTheAccountHasForgottenSomething() {
    AtomicInteger edition = answersByEdition();
    fetched(HELLO);
    fetched(HELLO);
    assertThat(server.asked()).as("within a second").hasSize(1);

    edition.set(1);
    now = now.plusMillis(1_001);
    fetchUntilItIs("sound 1");
  }

  // P2.27: all that is near, though it was not asked for itself
  @Test
  void takesWhatOneAnswerSaysForAllSoundsOfTheAccount() {
    SpokenText other = new SpokenText("Other", false, "man", "en-US");
    AtomicInteger edition = answersByEdition();
    fetched(HELLO);
    edition.set(1);
    now = now.plusMillis(1);
    fetched(other);

    fetchUntilItIs("sound 1");
  }

  // P2.26
  @Test
  void remarksWhyASoundIsAnOldOne() {
    server.at(
        "/media/",
        WebServer.says(
            200,
            "audio/basic",
            "old",
            "ETag: \"1\"",
            "X-Jackfield-Stale: 11217 http%3A%2F%2Fa.example%2Fa.wav+answered+with+status+503"));

    assertThat(fetched(HELLO).remark())
        .contains(new MediaFailure(11217, "http://a.example/a.wav answered with status 503"));
  }

  // D8
  @Test
  void asksItsOwnServerWhereverThatIsBoundUnlessItIsToldAnother() {
    assertThat(HttpMediaLayer.base(name -> null)).hasToString("http://127.0.0.1:8080");
    Map<String, String> bound =
        Map.of("jboss.bind.address", "192.0.2.7", "jboss.socket.binding.port-offset", "100");
    assertThat(HttpMediaLayer.base(bound::get)).hasToString("http://192.0.2.7:8180");
    assertThat(HttpMediaLayer.base(Map.of("jboss.bind.address", "0.0.0.0")::get))
        .hasToString("http://127.0.0.1:8080");
    assertThat(HttpMediaLayer.base(Map.of("jackfield.media.base", "http://media.example")::get))
        .hasToString("http://media.example");
  }

  @Test
  void hasNearWhatItMayKeepAndAsksAgainWithItsTag() {
    server.at(
        "/media/",
        asked -> {
          boolean known = asked.header("If-None-Match").equals("\"1\"");
          WebServer.says(
                  known ? 304 : 200,
                  "audio/basic",
                  known ? "" : "sound",
                  "ETag: \"1\"",
                  "Age: 10",
                  "X-Jackfield-Edition: 7",
                  "Cache-Control: max-age=60")
              .answer(asked);
        });

    fetched(HELLO);
    now = now.plusMillis(999);
    assertThat(text(fetched(HELLO))).isEqualTo("sound");
    assertThat(server.asked()).as("while it is fresh").hasSize(1);
    now = now.plusSeconds(120);
    fetchUntilItWasAsked(2);
    assertThat(server.asked().getLast().header("If-None-Match")).isEqualTo("\"1\"");
    assertThat(text(fetched(HELLO))).isEqualTo("sound");
  }

  @Test
  void keepsNothingThatMustNotBeStored() {
    server.at(
        "/media/",
        WebServer.says(200, "audio/basic", "sound", "ETag: \"1\"", "Cache-Control: no-store"));

    fetchUntilItWasAsked(2);

    assertThat(server.asked().getLast().header("If-None-Match")).isEmpty();
  }

  @Test
  void asksOnceForWhatSeveralWantAtOnce() {
    CountDownLatch asking = new CountDownLatch(1);
    server.at(
        "/media/",
        asked -> {
          try {
            assertThat(asking.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
          }
          WebServer.says(200, "audio/basic", "sound", "ETag: \"1\"").answer(asked);
        });

    Sound first = layer.fetch(HELLO, SoundFormat.PCMU_8000, ASKER);
    Sound second = layer.fetch(HELLO, SoundFormat.PCMU_8000, ASKER);
    asking.countDown();

    assertThat(second).isSameAs(first);
    assertThat(text(fetched(HELLO))).isEqualTo("sound");
    assertThat(server.asked()).hasSizeBetween(1, 2);
  }

  @Test
  void tellsATextThatIsTooLongForAnAddress() {
    server.at(
        "/media/",
        asked ->
            WebServer.says(
                    asked.method().equals("POST") ? 303 : 200,
                    "audio/basic",
                    asked.method().equals("POST") ? "" : "long",
                    "ETag: \"1\"")
                .answer(asked));

    SpokenText essay = new SpokenText("word ".repeat(800), false, "man", "en-US");

    assertThat(text(fetched(essay))).isEqualTo("long");
    assertThat(server.asked().getFirst().body()).startsWith("text=word+word");
    assertThat(server.asked().getLast().target()).contains("digest=");
  }

  @Test
  void tellsTheCustomerWhatTheMediaLayerSays() {
    server.at(
        "/media/",
        WebServer.says(
            422,
            "application/json",
            "{\"code\":13520,\"message\":\"No \\\"voice\\\"\"}",
            "X-Jackfield-Error: 13520"));

    assertThat(fetched(HELLO).failure()).contains(new MediaFailure(13520, "No \"voice\""));
  }

  @Test
  void failsWhenTheMediaLayerIsAway() {
    server.close();

    assertThat(fetched(HELLO).failure()).map(MediaFailure::code).contains(11205);
  }
}
