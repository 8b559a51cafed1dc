package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.header;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes make a sound once, and the loss of one of them loses none. */
class ClusterIT {

  private static final List<Integer> SHIFTS = List.of(1_200, 1_600, 1_700);
  private static final int TEXTS = 1_000;

  @TempDir private Path folder;

  // P2.7, P2.16, P2.25
  @Test
  void threeNodesShareEachMakingAndTwoOfThemAreEnough() throws Exception {
    try (OriginServer voice = new OriginServer()) {
      voice.with("/say", Wav.file(Wav.sweep(300, 3_000, 0.2)), "Cache-Control: max-age=3600");
      Path table = folder.resolve("voices.properties");
      Files.writeString(table, "Counted|* = http " + voice.address("/say") + "?text={text}");
      try (VoiceServer one = node(0, table);
          VoiceServer other = node(1, table);
          VoiceServer third = node(2, table)) {
        List<MediaSpace> nodes =
            List.of(new MediaSpace(one), new MediaSpace(other), new MediaSpace(third));
        Await.until(
            "the nodes know each other",
            Duration.ofSeconds(60),
            () ->
                List.of(one, other, third).stream()
                    .anyMatch(node -> node.server().log().contains("(3) [")));

        shareAMaking(nodes.get(0), nodes.get(1));
        shareManyMakings(nodes, voice);

        one.server().kill();
        for (int i = 0; i < TEXTS; i += 7) {
          assertThat(cache(nodes.get(1 + i % 2).get(text(i)))).as(text(i)).isEqualTo("HIT");
        }
        assertThat(voice.asked("/say")).as("nothing was made again").hasSize(TEXTS);
      }
    }
  }

  private static VoiceServer node(int number, Path table) throws Exception {
    int base = 7_600 + TestServer.offset();
    String hosts =
        SHIFTS.stream()
            .map(shift -> "127.0.0.1[" + (base + shift) + "]")
            .collect(Collectors.joining(","));
    return VoiceServer.start(
        "media-" + number,
        SHIFTS.get(number),
        "-Djackfield.cluster.hosts=" + hosts,
        "-Djboss.node.name=node-" + number,
        "-Djackfield.media.voices=" + table);
  }

  private static void shareAMaking(MediaSpace first, MediaSpace second) throws Exception {
    String form =
        "language=en-US&voice=man&text="
            + MediaSpace.encoded("Node after node may ask for this long text. ".repeat(50));
    String address =
        header(first.tell("speech.pcmu", form), "Location")
            .replaceFirst("^http://[^/]+/media/", "");

    HttpResponse<InputStream> growing = first.open(address);
    byte[] beginning = growing.body().readNBytes(1_000);
    HttpResponse<byte[]> shared = second.get(address);
    byte[] rest = growing.body().readAllBytes();

    assertThat(cache(growing)).isEqualTo("MISS");
    assertThat(cache(shared)).isEqualTo("HIT");
    assertThat(shared.body()).hasSize(beginning.length + rest.length);
    assertThat(shared.body().length).isGreaterThan(60 * Wav.RATE);
    assertThat(first.figure("made")).isEqualTo(1);
    assertThat(second.figure("made")).isZero();
  }

  private static String text(int number) {
    return "speech.pcmu?language=en-US&text=Text%20number%20" + number + "&voice=Counted";
  }

  /** Each text is wanted at two of the nodes at the same time. */
  private static void shareManyMakings(List<MediaSpace> nodes, OriginServer voice)
      throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(24)) {
      List<Callable<HttpResponse<byte[]>>> questions =
          IntStream.range(0, 2 * TEXTS)
              .<Callable<HttpResponse<byte[]>>>mapToObj(
                  i -> () -> nodes.get((i / 2 + i % 2) % nodes.size()).get(text(i / 2)))
              .toList();
      for (Future<HttpResponse<byte[]>> answer : callers.invokeAll(questions)) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).hasSize(Wav.RATE / 5);
      }
    }
    assertThat(voice.asked("/say").stream().map(OriginServer.Asked::path).distinct())
        .hasSize(TEXTS);
    assertThat(voice.asked("/say")).hasSize(TEXTS);
  }
}
