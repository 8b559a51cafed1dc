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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    layer = new HttpMediaLayer(URI.create(server.address("/")), 1_000_000, PATIENCE, clock);
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
                  "Cache-Control: max-age=60")
              .answer(asked);
        });

    fetched(HELLO);
    now = now.plusSeconds(49);
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
