package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** P2.12: what an origin says about keeping its files is kept to, on a clock that is moved. */
class OriginFreshnessTest {

  private static final byte[] FILE = Waves.wav(Waves.sweep(8_000, 200), 8_000, 1);
  private static final byte[] NEW_FILE = Waves.wav(Waves.sweep(8_000, 400), 8_000, 1);
  private static final String LONG_AGO = "Mon, 02 Nov 2026 10:00:00 GMT";

  @TempDir private Path folder;
  private LibraryFixture fixture;

  @BeforeEach
  void start() {
    fixture = new LibraryFixture(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Asked at 0, 30, 90 and 100 seconds: how often the origin was, and where answers came from. */
  record Row(String name, Map<String, String> headers, String requests, List<Source> sources) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Map<String, String> headers, String requests, Source... of) {
    return new Row(name, headers, requests, List.of(of));
  }

  static Stream<Row> table() {
    Source hit = Source.HIT;
    Source miss = Source.MISS;
    Source again = Source.REVALIDATED;
    return Stream.of(
        row("max-age", Map.of("Cache-Control", "max-age=60"), "GET - GET -", miss, hit, miss, hit),
        row(
            "max-age and ETag",
            Map.of("Cache-Control", "max-age=60", "ETag", "\"1\""),
            "GET - COND -",
            miss,
            hit,
            again,
            hit),
        row(
            "s-maxage before max-age",
            Map.of("Cache-Control", "max-age=1, s-maxage=1000"),
            "GET - - -",
            miss,
            hit,
            hit,
            hit),
        row(
            "max-age before Expires",
            Map.of("Cache-Control", "max-age=1000", "Expires", LONG_AGO),
            "GET - - -",
            miss,
            hit,
            hit,
            hit),
        row(
            "Expires",
            Map.of("Expires", RecordingOrigin.IN_A_MINUTE),
            "GET - GET -",
            miss,
            hit,
            miss,
            hit),
        row(
            "Expires 0 and Last-Modified",
            Map.of("Expires", "0", "Last-Modified", LONG_AGO),
            "GET COND COND COND",
            miss,
            again,
            again,
            again),
        row(
            "no-cache and ETag",
            Map.of("Cache-Control", "no-cache", "ETag", "\"1\""),
            "GET COND COND COND",
            miss,
            again,
            again,
            again),
        row(
            "no-store",
            Map.of("Cache-Control", "no-store", "ETag", "\"1\""),
            "GET GET GET GET",
            miss,
            miss,
            miss,
            miss),
        row(
            "private",
            Map.of("Cache-Control", "private, max-age=1000"),
            "GET - - -",
            miss,
            hit,
            hit,
            hit),
        row(
            "ETag alone",
            Map.of("ETag", "W/\"1\""),
            "GET COND COND COND",
            miss,
            again,
            again,
            again),
        row(
            "Last-Modified alone",
            Map.of("Last-Modified", LONG_AGO),
            "GET COND COND COND",
            miss,
            again,
            again,
            again),
        row("nothing", Map.of(), "GET GET GET GET", miss, miss, miss, miss),
        row(
            "Vary with what we always say",
            Map.of("Cache-Control", "max-age=1000", "Vary", "Accept, User-Agent"),
            "GET - - -",
            miss,
            hit,
            hit,
            hit),
        row(
            "Vary with all",
            Map.of("Cache-Control", "max-age=1000", "Vary", "*", "ETag", "\"1\""),
            "GET COND COND COND",
            miss,
            again,
            again,
            again),
        row(
            "Age of a proxy",
            Map.of("Cache-Control", "max-age=100", "Age", "50", "ETag", "\"1\""),
            "GET - COND -",
            miss,
            hit,
            again,
            hit));
  }

  @ParameterizedTest
  @MethodSource("table")
  void asksTheOriginAsItSays(Row row) {
    fixture.origin.serve("/a.wav", 200, row.headers(), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    int[] seconds = {0, 30, 60, 10};
    StringBuilder requests = new StringBuilder();
    Stream.Builder<Source> sources = Stream.builder();
    for (int wait : seconds) {
      fixture.clock.move(Duration.ofSeconds(wait));
      int before = fixture.origin.asked().size();
      sources.add(fixture.found(file).source());
      List<RecordingOrigin.Asked> asked =
          fixture.origin.asked().subList(before, fixture.origin.asked().size());
      requests.append(requests.isEmpty() ? "" : " ");
      requests.append(asked.isEmpty() ? "-" : asked.getFirst().conditional() ? "COND" : "GET");
      assertThat(asked).hasSizeLessThan(2);
    }

    assertThat(requests).hasToString(row.requests());
    assertThat(sources.build()).isEqualTo(row.sources()).isNotEmpty();
  }

  @Test
  void playsAChangedFileOnceItIsAskedForAgain() {
    fixture.origin.serve("/a.wav", 200, Map.of("ETag", "\"1\""), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    assertThat(fixture.found(file).sound().length()).isEqualTo(1_600);

    fixture.origin.serve("/a.wav", 200, Map.of("ETag", "\"2\""), NEW_FILE);

    assertThat(fixture.found(file).source()).isEqualTo(Source.MISS);
    assertThat(fixture.found(file).sound().length()).isEqualTo(3_200);
  }

  @Test
  void letsAnOldFileStandInForAnOriginThatFails() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "max-age=60"), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    fixture.origin.serve("/a.wav", 503, Map.of(), new byte[0]);
    fixture.clock.move(Duration.ofHours(2));

    assertThat(fixture.found(file).source()).isEqualTo(Source.STALE);
    fixture.clock.move(Duration.ofHours(24));
    assertThat(fixture.failure(file).code()).isEqualTo(11217);
  }

  @Test
  void letsNothingStandInWhereTheOriginForbidsIt() {
    fixture.origin.serve(
        "/a.wav", 200, Map.of("Cache-Control", "max-age=60, must-revalidate"), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    fixture.origin.serve("/a.wav", 503, Map.of(), new byte[0]);
    fixture.clock.move(Duration.ofSeconds(61));

    assertThat(fixture.failure(file).code()).isEqualTo(11217);
  }

  @Test
  void keepsAPrivateFileForTheAccountThatAsked() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "private, max-age=1000"), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file, new Asker("AC1", "CA1"));

    assertThat(fixture.found(file, new Asker("AC2", "CA2")).source()).isEqualTo(Source.MISS);
    assertThat(fixture.found(file, new Asker("AC1", "CA3")).source()).isEqualTo(Source.HIT);
    assertThat(fixture.origin.asked()).hasSize(2);
  }

  @Test
  void neverKeepsWhatMustNotBeStored() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "no-store"), FILE);
    fixture.found(new ExternalFile(fixture.origin.at("/a.wav")));

    assertThat(fixture.cache.entries(10)).isEmpty();
    assertThat(folder.resolve("passing")).isEmptyDirectory();
  }

  @Test
  void logsInAsTheAddressSaysAndKeepsItForThatAccount() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "max-age=1000"), FILE);
    String address = fixture.origin.at("/a.wav").toString().replace("//", "//joe:s%40e@");
    ExternalFile file = new ExternalFile(java.net.URI.create(address));
    fixture.found(file, new Asker("AC1", "CA1"));

    assertThat(fixture.found(file, new Asker("AC2", "CA2")).source()).isEqualTo(Source.MISS);
    assertThat(fixture.origin.asked().getFirst().headers().get("Authorization"))
        .containsExactly("Basic am9lOnNAZQ==");
  }

  @Test
  void keepsToWhatTheFileSaidWhereA304SaysNothing() {
    fixture.origin.serve(
        "/a.wav", 200, Map.of("Cache-Control", "private, max-age=60", "ETag", "\"1\""), FILE);
    fixture.origin.unchanged("/a.wav", Map.of());
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    fixture.clock.move(Duration.ofSeconds(61));

    assertThat(fixture.found(file).source()).isEqualTo(Source.REVALIDATED);
    fixture.clock.move(Duration.ofSeconds(59));
    assertThat(fixture.found(file).source()).isEqualTo(Source.HIT);
    assertThat(fixture.found(file, new Asker("AC2", "CA2")).source())
        .as("it is private still")
        .isEqualTo(Source.MISS);
  }

  @Test
  void takesWhatA304SaysInThePlaceOfWhatTheFileSaid() {
    fixture.origin.serve(
        "/a.wav", 200, Map.of("Cache-Control", "max-age=60", "ETag", "\"1\""), FILE);
    fixture.origin.unchanged("/a.wav", Map.of("Cache-Control", "private, max-age=600"));
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    fixture.clock.move(Duration.ofSeconds(61));

    assertThat(fixture.found(file).source()).isEqualTo(Source.REVALIDATED);
    fixture.clock.move(Duration.ofSeconds(599));
    assertThat(fixture.found(file).source()).isEqualTo(Source.HIT);
    assertThat(fixture.found(file, new Asker("AC2", "CA2")).source()).isEqualTo(Source.MISS);
    assertThat(fixture.library().kept("AC1", 10)).hasSize(1);
  }

  @Test
  void keepsNothingThatA304SaysMustNotBeStoredAnyMore() {
    fixture.origin.serve(
        "/a.wav", 200, Map.of("Cache-Control", "max-age=60", "ETag", "\"1\""), FILE);
    fixture.origin.unchanged("/a.wav", Map.of("Cache-Control", "no-store"));
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    fixture.clock.move(Duration.ofSeconds(61));

    assertThat(fixture.found(file).sound().length()).isEqualTo(1_600);
    assertThat(fixture.cache.entries(10)).isEmpty();
  }

  @Test
  void findsAFileThatWantsALoginValidForThatAccountAlone() {
    fixture.origin.serve(
        "/a.wav", 200, Map.of("Cache-Control", "max-age=60", "ETag", "\"1\""), FILE);
    String address = fixture.origin.at("/a.wav").toString().replace("//", "//joe:secret@");
    ExternalFile file = new ExternalFile(java.net.URI.create(address));
    fixture.found(file);
    fixture.clock.move(Duration.ofSeconds(61));

    assertThat(fixture.found(file).source()).isEqualTo(Source.REVALIDATED);
    assertThat(fixture.found(file).source()).isEqualTo(Source.HIT);
    assertThat(fixture.origin.asked()).hasSize(2);
  }

  @Test
  void fetchesWhatMustNotBeStoredForEachAskerAtOnce() throws Exception {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "no-store"), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    fixture.found(file);
    // None of them is answered before all have asked
    fixture.origin.together("/a.wav", 10);

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 10)
              .mapToObj(caller ->
                  callers.submit(() ->
                      fixture
                          .found(file, new Asker("AC" + caller % 5, "CA" + caller))
                          .sound()
                          .length()))
              .toList();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(1_600);
      }
    }
    assertThat(fixture.origin.asked()).hasSize(11);
  }

  @Test
  void showsAndKeepsNoPassword() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "max-age=1000"), FILE);
    String address = fixture.origin.at("/a.wav").toString().replace("//", "//joe:secret@");
    fixture.found(new ExternalFile(java.net.URI.create(address)));

    String shown = fixture.library().kept("AC1", 10).getFirst().resource().address();
    assertThat(shown).doesNotContain("secret", "joe").contains("a.wav");
    assertThat(fixture.library().remove(KeptAddress.parse(shown), "AC2")).isFalse();
    assertThat(fixture.library().remove(KeptAddress.parse(shown), "AC1"))
        .as("forgotten by the address that is shown")
        .isTrue();
    assertThat(fixture.cache.entries(10)).isEmpty();
  }

  @Test
  void saysWhyAnOldFileStandsIn() {
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "max-age=60"), FILE);
    ExternalFile file = new ExternalFile(fixture.origin.at("/a.wav"));
    assertThat(fixture.found(file).reason()).isEmpty();
    fixture.origin.serve("/a.wav", 503, Map.of(), new byte[0]);
    fixture.clock.move(Duration.ofHours(2));

    assertThat(fixture.found(file).reason())
        .hasValueSatisfying(reason -> {
          assertThat(reason.code()).isEqualTo(11217);
          assertThat(reason.message()).endsWith("/a.wav answered with status 503");
        });
  }
}
