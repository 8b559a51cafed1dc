package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.header;

import java.net.http.HttpResponse;
import java.util.Arrays;
import org.jackfield.system.Await;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an origin says about keeping its files is kept to, on the wire. The whole table of P2.12, on
 * a clock that is moved, is {@code OriginFreshnessTest} of the media layer.
 */
class FreshnessIT {

  private static final byte[] FILE = Wav.file(Wav.sweep(300, 3_000, 2));
  private static final byte[] OTHER = Wav.file(Wav.sweep(3_000, 300, 1));

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

  private HttpResponse<byte[]> heard(String path) {
    return media.get(MediaSpace.file(origin.address(path)));
  }

  // P2.12
  @Test
  void whatHasAValidatorAndNoLifetimeIsAskedForEachTimeAndNotMadeAgain() throws Exception {
    origin.with("/tagged.wav", FILE, "ETag: \"1\"");
    HttpResponse<byte[]> first = heard("/tagged.wav");
    long made = media.figure("made");

    HttpResponse<byte[]> again = heard("/tagged.wav");

    assertThat(cache(again)).isEqualTo("REVALIDATED");
    assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(media.figure("made")).isEqualTo(made);
    assertThat(origin.asked("/tagged.wav"))
        .extracting(OriginServer.Asked::isConditional)
        .containsExactly(false, true);
  }

  // P2.12
  @Test
  void aChangedFileIsHeardAsItIsNow() {
    origin.with("/changed.wav", FILE, "ETag: \"1\"");
    heard("/changed.wav");
    origin.with("/changed.wav", OTHER, "ETag: \"2\"");

    HttpResponse<byte[]> changed = heard("/changed.wav");

    assertThat(cache(changed)).isEqualTo("MISS");
    short[] sweep = Arrays.copyOfRange(Wav.sweep(3_000, 300, 1), 1_000, 7_000);
    assertThat(Wav.found(sweep, Wav.ofPcmu(changed.body()))).isGreaterThan(0.99);
  }

  // P2.12: a second of life, then a question
  @Test
  void whatIsPastItsLifeIsAskedForAgain() {
    origin.with("/second.wav", FILE, "Cache-Control: max-age=1", "ETag: \"1\"");
    assertThat(cache(heard("/second.wav"))).isEqualTo("MISS");

    Await.until("its second is over", () -> cache(heard("/second.wav")).equals("REVALIDATED"));

    assertThat(origin.asked("/second.wav").size()).isGreaterThanOrEqualTo(2);
  }

  // P2.12
  @Test
  void whatMustNotBeStoredIsFetchedEachTimeAndListedNowhere() throws Exception {
    origin.with("/secret.wav", FILE, "Cache-Control: no-store");

    assertThat(cache(heard("/secret.wav"))).isEqualTo("MISS");
    HttpResponse<byte[]> second = heard("/secret.wav");

    assertThat(cache(second)).isEqualTo("MISS");
    assertThat(header(second, "Cache-Control")).isEqualTo("no-store");
    assertThat(origin.asked("/secret.wav")).hasSize(2);
    assertThat(server.get("Media.json").body()).doesNotContain("secret.wav");
  }

  // P2.26, RFC 5861 section 4
  @Test
  void anOldFileStandsInForAnOriginThatFails() {
    origin.with("/old.wav", FILE, "Cache-Control: max-age=1");
    byte[] old = heard("/old.wav").body();
    origin.failing("/old.wav", 503);

    HttpResponse<?>[] stale = new HttpResponse<?>[1];
    Await.until(
        "its second is over",
        () -> {
          stale[0] = heard("/old.wav");
          return cache(stale[0]).equals("STALE");
        });

    assertThat(stale[0].statusCode()).isEqualTo(200);
    assertThat((byte[]) stale[0].body()).isEqualTo(old);
    assertThat(server.server().log()).contains("an old sound stands in");
  }

  // P2.26, RFC 9111 section 5.2.2.2
  @Test
  void nothingStandsInWhereTheOriginForbidsIt() {
    origin.with("/strict.wav", FILE, "Cache-Control: max-age=1, must-revalidate");
    heard("/strict.wav");
    origin.failing("/strict.wav", 503);

    HttpResponse<?>[] failed = new HttpResponse<?>[1];
    Await.until(
        "its second is over",
        () -> {
          failed[0] = heard("/strict.wav");
          return failed[0].statusCode() == 502;
        });

    assertThat(MediaSpace.failure(failed[0])).isEqualTo(11217);
  }
}
