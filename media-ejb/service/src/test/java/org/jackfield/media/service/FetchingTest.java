package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaFailure.Exchange;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P2.5, P2.10, P2.28: others' files, as they come, and what guards against them. */
class FetchingTest {

  private static final int LENGTH = 1_000;

  @TempDir private Path folder;

  private short[] heard(byte[] file, String contentType) {
    try (LibraryFixture fixture = new LibraryFixture(folder)) {
      fixture.origin.serve("/a", 200, Map.of("Content-Type", contentType), file);
      return Waves.samples(fixture.found(new ExternalFile(fixture.origin.at("/a"))).sound());
    }
  }

  private MediaFailure failure(Map<String, String> settings, byte[] file) {
    try (LibraryFixture fixture = new LibraryFixture(folder, settings)) {
      fixture.origin.serve("/a", 200, Map.of("Content-Type", "audio/mpeg"), file);
      return fixture.failure(new ExternalFile(fixture.origin.at("/a")));
    }
  }

  @ParameterizedTest
  @CsvSource({"8000,1", "11025,1", "16000,2", "22050,1", "44100,2", "48000,2", "96000,1"})
  void soundsAsTheFileWhateverItsRateAndChannels(int rate, int channels) {
    short[] heard = heard(Waves.wav(Waves.sweep(rate, LENGTH), rate, channels), "audio/wav");

    assertThat(heard.length).isBetween(7_900, 8_100);
    assertThat(Waves.correlation(heard, Waves.sweep(8_000, LENGTH), 8_000)).isGreaterThan(0.98);
  }

  @Test
  void readsBothLawsWithAndWithoutAHeader() {
    short[] sweep = Waves.sweep(8_000, LENGTH);
    byte[] mu = new byte[sweep.length];
    byte[] a = new byte[sweep.length];
    G711.encodeMu(sweep, 0, sweep.length, mu, 0);
    G711.encodeA(sweep, 0, sweep.length, a, 0);

    assertThat(Waves.correlation(heard(Waves.wav(mu, 7, 8_000), "audio/wav"), sweep, 8_000))
        .isGreaterThan(0.99);
    assertThat(Waves.correlation(heard(Waves.wav(a, 6, 8_000), "audio/wav"), sweep, 8_000))
        .isGreaterThan(0.99);
    assertThat(Waves.correlation(heard(mu, "audio/basic"), sweep, 8_000)).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource({"mp3,mp3", "ogg,ogg", "flac,flac", "aiff,aiff", "ipod,m4a", "opus,opus"})
  void decodesWhatMadeElsewhere(String format, String ending) throws IOException {
    byte[] file =
        new EncodedElsewhere(folder).encode(Waves.sweep(16_000, LENGTH), 16_000, format, ending);
    short[] heard = heard(file, "application/octet-stream");

    assertThat(Waves.correlation(padded(heard), padded(Waves.sweep(8_000, LENGTH)), 8_000))
        .isGreaterThan(0.9);
  }

  /** Codecs put up to 100 ms of silence before what they were given. */
  private static short[] padded(short[] sound) {
    int start = 0;
    while (start < sound.length - 1 && Math.abs(sound[start]) < 500) {
      start++;
    }
    short[] rest = new short[sound.length - start];
    System.arraycopy(sound, start, rest, 0, rest.length);
    return rest;
  }

  /** Issue: every error with the request and the response that caused it. */
  @Test
  void tellsWhatAnOriginThatHasNoSoundAnswered() {
    try (LibraryFixture fixture =
        new LibraryFixture(folder, Map.of("allowed-networks", "127.0.0.0/8"))) {
      fixture.origin.serve(
          "/gone?key=1",
          410,
          Map.of("Content-Type", "text/plain", "X-Why", "moved", "Set-Cookie", "a=b"),
          "It is gone".getBytes(StandardCharsets.UTF_8));
      fixture.origin.serve(
          "/page", 200, Map.of("Content-Type", "text/html"), "<html>".repeat(99).getBytes());
      URI gone = fixture.origin.at("/gone?key=1");

      MediaFailure failure =
          fixture.failure(new ExternalFile(URI.create(gone.toString().replace("//", "//u:p@"))));
      MediaFailure page = fixture.failure(new ExternalFile(fixture.origin.at("/page")));

      assertThat(failure.code()).isEqualTo(11217);
      Exchange exchange = failure.exchange().orElseThrow();
      assertThat(exchange.method()).isEqualTo("GET");
      assertThat(exchange.address()).isEqualTo(gone.toString());
      assertThat(exchange.status()).isEqualTo(410);
      assertThat(exchange.body()).isEqualTo("It is gone");
      assertThat(exchange.headers().lines().map(line -> line.toLowerCase(Locale.ROOT)))
          .contains("x-why: moved", "content-type: text/plain")
          .noneMatch(line -> line.startsWith("set-cookie"));
      assertThat(page.code()).isEqualTo(13420);
      assertThat(page.exchange().orElseThrow().status()).isEqualTo(200);
      assertThat(page.exchange().orElseThrow().headers()).contains("text/html");
    }
  }

  @Test
  void tellsWhoDidNotAnswer() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (LibraryFixture fixture =
        new LibraryFixture(folder, Map.of("allowed-networks", "127.0.0.0/8"))) {
      URI address = URI.create("http://127.0.0.1:" + nobody + "/a.wav");

      assertThat(fixture.failure(new ExternalFile(address)).exchange())
          .contains(new Exchange("GET", address.toString(), 0, "", ""));
    }
  }

  @Test
  void refusesWhatIsNoSound() {
    byte[] page = "<html><body>Sign in</body></html>".repeat(50).getBytes(StandardCharsets.UTF_8);

    assertThat(failure(Map.of("allowed-networks", "127.0.0.0/8"), page).code()).isEqualTo(13420);
  }

  @ParameterizedTest
  @CsvSource({
    "ffconcat version 1.0\\nfile /etc/hostname\\n",
    "#EXTM3U\\n#EXTINF:1\\nfile:///etc/x\\n"
  })
  void refusesPlaylistsThatNameOtherFiles(String playlist) {
    byte[] file = playlist.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);

    assertThat(failure(Map.of("allowed-networks", "127.0.0.0/8"), file).code()).isEqualTo(13420);
  }

  @Test
  void fetchesFromNoPrivateNetworkThatIsNotAllowed() {
    MediaFailure failure = failure(Map.of(), new byte[10]);

    assertThat(failure.code()).isEqualTo(11100);
    assertThat(failure.message()).endsWith("and not among jackfield.allowed-networks");
  }

  @Test
  void looksAgainWhereARedirectLeads() {
    try (LibraryFixture fixture = new LibraryFixture(folder)) {
      fixture.origin.serve("/a", 302, Map.of("Location", "http://10.0.0.1/secret"), new byte[0]);
      fixture.origin.serve("/b", 302, Map.of("Location", "file:///etc/passwd"), new byte[0]);
      fixture.origin.serve("/c", 302, Map.of("Location", "/c"), new byte[0]);

      assertThat(fixture.failure(new ExternalFile(fixture.origin.at("/a"))).code())
          .isEqualTo(11100);
      assertThat(fixture.failure(new ExternalFile(fixture.origin.at("/b"))).code())
          .isEqualTo(11100);
      assertThat(fixture.failure(new ExternalFile(fixture.origin.at("/c"))).code())
          .isEqualTo(11215);
    }
  }

  @Test
  void followsARedirectToTheFile() {
    try (LibraryFixture fixture = new LibraryFixture(folder)) {
      fixture.origin.serve("/a", 301, Map.of("Location", "b"), new byte[0]);
      fixture.origin.serve("/b", 200, Map.of(), Waves.wav(new short[800], 8_000, 1));

      assertThat(fixture.found(new ExternalFile(fixture.origin.at("/a"))).sound().length())
          .isEqualTo(800);
    }
  }

  @Test
  void refusesWhatIsTooLarge() {
    byte[] file = Waves.wav(new short[40_000], 8_000, 1);
    Map<String, String> small = Map.of("allowed-networks", "127.0.0.1", "longest-file", "50000");

    assertThat(failure(small, file).message()).endsWith("is larger than 50000 bytes");
  }

  @Test
  void saysWhyAFileCannotBeHad() {
    try (LibraryFixture fixture = new LibraryFixture(folder)) {
      assertThat(fixture.failure(new ExternalFile(fixture.origin.at("/none"))).code())
          .isEqualTo(11217);
      assertThat(fixture.failure(new ExternalFile(URI.create("http://127.0.0.1:1/a"))).code())
          .isEqualTo(11202);
      assertThat(
              fixture.failure(new ExternalFile(URI.create("http://no.such.host.invalid/"))).code())
          .isEqualTo(11210);
      assertThat(fixture.failure(new ExternalFile(URI.create("ftp://example.org/a"))).code())
          .isEqualTo(11100);
    }
  }

  @Test
  void connectsToTheAddressThatItHasCheckedWhateverItsNameLeadsToThen() throws Exception {
    byte[] allowed = {127, 0, 0, 1};
    byte[] inside = {10, 0, 0, 1};
    Iterator<byte[]> leadsTo = List.of(allowed, inside).iterator();
    Map<String, String> set =
        Map.of(
            "jackfield.media.folder",
            folder.toString(),
            "jackfield.media.allowed-networks",
            "127.0.0.1");
    MediaSettings settings = MediaSettings.read(set::get);
    try (RecordingOrigin server = new RecordingOrigin();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Origin origin =
            new Origin(
                settings,
                Clock.systemUTC(),
                timer,
                host -> new InetAddress[] {InetAddress.getByAddress(leadsTo.next())})) {
      server.serve("/a", 200, Map.of(), Waves.wav(new short[800], 8_000, 1));

      URI named = URI.create(server.at("/a").toString().replace("127.0.0.1", "files.invalid"));
      Origin.Answer answer = origin.fetch(named, Map.of(), folder);

      assertThat(answer).isInstanceOf(Origin.Fetched.class);
      assertThat(server.asked().getFirst().headers().get("Host"))
          .containsExactly(named.getAuthority());
      assertThatThrownBy(() -> origin.fetch(named, Map.of(), folder))
          .isInstanceOf(Unmade.class)
          .hasMessageContaining("is in a private network");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void endsASoundThatIsTooLong() {
    Map<String, String> set = Map.of("allowed-networks", "127.0.0.1", "longest-sound", "2");
    try (LibraryFixture fixture = new LibraryFixture(folder, set)) {
      fixture.origin.serve("/a", 200, Map.of(), Waves.wav(new short[80_000], 8_000, 1));
      MediaAnswer answer =
          fixture.ask(new ExternalFile(fixture.origin.at("/a")), LibraryFixture.ASKER);

      // Its beginning may have been heard by then
      Sound sound =
          switch (answer) {
            case MediaAnswer.Found found -> found.sound();
            case MediaAnswer.Failed(MediaFailure failure) ->
                Sound.failed(SoundFormat.PCMU_8000, failure);
          };
      LibraryFixture.awaitEnd(sound);
      assertThat(sound.failure())
          .hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(13420);
            assertThat(failure.message()).isEqualTo("The sound is longer than 2 s");
          });
      assertThat(fixture.cache.entries(10)).isEmpty();
    }
  }

  @Test
  void givesUpAFileThatTakesTooLong() {
    Map<String, String> set = Map.of("allowed-networks", "127.0.0.1", "longest-fetch", "1");
    try (LibraryFixture fixture = new LibraryFixture(folder, set);
        ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/a");

      assertThat(fixture.failure(new ExternalFile(address)).code()).isEqualTo(11203);
    } catch (IOException unusable) {
      throw new AssertionError(unusable);
    }
  }
}
