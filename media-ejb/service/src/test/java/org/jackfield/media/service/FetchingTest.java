package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRequest.ExternalFile;
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
    assertThat(failure.message()).endsWith("and not among jackfield.media.allowed-networks");
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
}
