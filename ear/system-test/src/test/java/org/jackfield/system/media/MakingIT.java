package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.failure;
import static org.jackfield.system.media.MediaSpace.header;
import static org.jackfield.system.media.MediaSpace.speech;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jackfield.system.Await;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sound is made once, is heard while it is made, and is kept when it is whole. */
class MakingIT {

  private static final byte[] FILE = Wav.file(Wav.sweep(300, 3_000, 2));

  private VoiceServer server;
  private MediaSpace media;
  private OriginServer origin;

  @BeforeEach
  void start() throws Exception {
    server = MediaServer.shared();
    media = new MediaSpace(server);
    origin = new OriginServer();
  }

  @AfterEach
  void stop() {
    origin.close();
  }

  private List<HttpResponse<byte[]>> atOnce(List<String> addresses) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<byte[]>>> asks =
          addresses.stream()
              .map(address -> (Callable<HttpResponse<byte[]>>) () -> media.get(address))
              .toList();
      List<Future<HttpResponse<byte[]>>> answers = callers.invokeAll(asks);
      return answers.stream().map(Future::resultNow).toList();
    }
  }

  // P2.25
  @Test
  void oneNewTextThatAHundredWantAtOnceIsSpokenOnce() throws Exception {
    long made = media.figure("made");
    String text = speech("A hundred callers want to hear this at the same moment");

    List<HttpResponse<byte[]>> answers =
        atOnce(IntStream.range(0, 100).mapToObj(i -> text).toList());

    byte[] sound = media.get(text).body();
    assertThat(sound.length).isGreaterThan(Wav.RATE);
    assertThat(answers)
        .hasSize(100)
        .allSatisfy(answer -> {
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(sound);
        });
    assertThat(media.figure("made")).isEqualTo(made + 1);
  }

  // P2.25
  @Test
  void oneFileThatAHundredWantAtOnceIsFetchedOnce() throws Exception {
    origin.slow(
        "/many.wav", FILE, Duration.ofMillis(300), Duration.ZERO, "Cache-Control: max-age=600");
    String address = MediaSpace.file(origin.address("/many.wav"));

    List<HttpResponse<byte[]>> answers =
        atOnce(IntStream.range(0, 100).mapToObj(i -> address).toList());

    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    assertThat(origin.asked("/many.wav")).hasSize(1);
  }

  // P2.20: more than a minute of speech, of which the first is heard while the rest is made
  @Test
  void whatIsBeingMadeIsHeardMeanwhileByWhoeverComes() throws Exception {
    long made = media.figure("made");
    String text = "This sentence is one of very many and none of them is short. ".repeat(60);
    String address =
        header(
                media.tell(
                    "speech.pcmu", "language=en-US&voice=man&text=" + MediaSpace.encoded(text)),
                "Location")
            .replaceFirst("^http://[^/]+/media/", "");

    HttpResponse<InputStream> first = media.open(address);
    HttpResponse<InputStream> second = media.open(address);
    long stillMaking = media.figure("making");
    byte[] beginning = first.body().readNBytes(Wav.RATE);
    byte[] rest = first.body().readAllBytes();
    byte[] joined = second.body().readAllBytes();

    assertThat(stillMaking).isEqualTo(1);
    assertThat(header(first, "Content-Length")).as("nobody knows how long it will be").isEmpty();
    assertThat(cache(first)).isEqualTo("MISS");
    assertThat(cache(second)).isEqualTo("MISS");
    assertThat(beginning.length + rest.length).isGreaterThan(60 * Wav.RATE);
    assertThat(joined.length).isEqualTo(beginning.length + rest.length);
    assertThat(Arrays.copyOf(joined, beginning.length)).isEqualTo(beginning);
    assertThat(media.figure("made")).isEqualTo(made + 1);
    assertThat(media.get(address).body()).isEqualTo(joined);
  }

  // P2.20
  @Test
  void whatBreaksOffIsNeverKept() {
    origin.breaking("/half.wav", FILE, "Cache-Control: max-age=600");
    String address = MediaSpace.file(origin.address("/half.wav"));

    HttpResponse<byte[]> broken = media.get(address);
    origin.with("/half.wav", FILE, "Cache-Control: max-age=600");
    HttpResponse<byte[]> whole = media.get(address);

    assertThat(broken.statusCode()).isEqualTo(502);
    assertThat(failure(broken)).isEqualTo(11205);
    assertThat(cache(whole)).isEqualTo("MISS");
    assertThat(whole.body()).hasSize(2 * Wav.RATE);
  }

  // P2.14: more than there are places for wait their turn, and a figure says so
  @Test
  void whoComesOverTheLimitWaitsItsTurn() throws Exception {
    List<String> files =
        IntStream.range(0, 50)
            .mapToObj(i -> "/queue-" + i + ".wav")
            .peek(path ->
                origin.slow(
                    path, FILE, Duration.ofSeconds(1), Duration.ZERO, "Cache-Control: max-age=600"))
            .map(path -> MediaSpace.file(origin.address(path)))
            .toList();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<HttpResponse<byte[]>>> answers = asking.submit(() -> atOnce(files));
      Await.until("some wait", () -> media.figure("waiting") > 0);
      assertThat(media.figure("making")).isLessThan(50);

      assertThat(answers.get())
          .hasSize(50)
          .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }
    assertThat(media.figure("waiting")).isZero();
    Await.until("nothing is made any more", () -> media.figure("making") == 0);
  }
}
