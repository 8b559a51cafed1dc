package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.basic;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.failure;
import static org.jackfield.system.media.MediaSpace.speech;
import static org.jackfield.system.media.MediaSpace.text;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask for a sound, and what the media layer will not fetch for anybody. */
class ProtectionIT {

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

  private HttpResponse<byte[]> fetched(String address) {
    return media.get(MediaSpace.file(address));
  }

  private record Account(String sid, String token) {}

  private Account anotherAccount() {
    HttpResponse<byte[]> made =
        media.tell(
            "/2010-04-01/Accounts.json",
            "FriendlyName=Another",
            "Authorization",
            basic(server.account(), server.token()));
    assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
    return new Account(field(made, "sid"), field(made, "auth_token"));
  }

  private static String field(HttpResponse<byte[]> json, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(text(json));
    assertThat(field.find()).as(name).isTrue();
    return field.group(1).replace("\\/", "/");
  }

  // P2.23
  @Test
  void whoAsksNeedsCredentialsOrASignatureWhereverHeIs() {
    String address = speech("Not for everybody");
    String named = address + "&account=" + server.account();

    assertThat(media.getAsNobody(address).statusCode()).isEqualTo(403);
    assertThat(media.getAsNobody(named).statusCode()).as("on this host").isEqualTo(403);
    assertThat(media.getAsNobody(named, "X-Jackfield-Router", "1795687200:x").statusCode())
        .as("as if by a router")
        .isEqualTo(403);
    HttpResponse<byte[]> known =
        media.get(address, "Authorization", basic(server.account(), server.token()));
    assertThat(known.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> wrong =
        media.get(address, "Authorization", basic(server.account(), "f".repeat(32)));
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  // P2.23
  @Test
  void anotherAccountsTokenFindsNothing() {
    Account other = anotherAccount();
    String mine = speech("Mine alone") + "&account=" + server.account();

    HttpResponse<byte[]> answer =
        media.get(mine, "Authorization", basic(other.sid(), other.token()));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  // P2.23, P2.17
  @Test
  void aSignedAddressIsForAnybodyUntilItExpires() throws Exception {
    HttpResponse<String> signed =
        server.post(
            "Media/SignedAddresses.json",
            Map.of("Address", "/media/" + speech("Signed and sealed"), "Lifetime", "4"));
    assertThat(signed.statusCode()).isEqualTo(201);
    Matcher found = Pattern.compile("\"signed_address\":\"([^\"]*)\"").matcher(signed.body());
    assertThat(found.find()).isTrue();
    String address = found.group(1).replace("\\/", "/");

    HttpResponse<byte[]> answer = media.getAsNobody(address);
    HttpResponse<byte[]> bent = media.getAsNobody(address.replace("Signed", "Signet"));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(bent.statusCode()).isEqualTo(404);
    Await.until("the signature expires", () -> media.getAsNobody(address).statusCode() == 403);
  }

  // P2.23
  @Test
  void whatWasFetchedWithCredentialsIsServedToNobodyElse() {
    Account other = anotherAccount();
    origin.with("/private.wav", FILE, "Cache-Control: max-age=600");
    String address = MediaSpace.file(origin.address("/private.wav").replace("//", "//joe:secret@"));

    assertThat(cache(media.get(address))).isEqualTo("MISS");
    assertThat(cache(media.get(address))).isEqualTo("HIT");
    HttpResponse<byte[]> others =
        media.get(address, "Authorization", basic(other.sid(), other.token()));

    assertThat(cache(others)).isEqualTo("MISS");
    assertThat(origin.asked("/private.wav"))
        .hasSize(2)
        .allSatisfy(asked ->
            assertThat(asked.headers().get("authorization")).isEqualTo(basic("joe", "secret")));
  }

  // P2.23: whoever may have files fetched from this host has nothing of another account's
  @Test
  void theMediaLayerGivesItselfNothingOfAnAccount() {
    origin.with("/private.wav", FILE, "Cache-Control: private, max-age=600");
    String private1 = MediaSpace.file(origin.address("/private.wav"));
    assertThat(media.get(private1).statusCode()).isEqualTo(200);
    Account other = anotherAccount();
    String itself =
        "http://127.0.0.1:"
            + server.server().httpPort()
            + "/media/"
            + private1
            + "&account="
            + server.account();

    HttpResponse<byte[]> refused =
        media.get(MediaSpace.file(itself), "Authorization", basic(other.sid(), other.token()));

    assertThat(failure(refused)).isEqualTo(11217);
    assertThat(text(refused)).contains("answered with status 403");
  }

  // P1.15
  @Test
  void aPasswordInAnAddressIsShownNowhere() throws Exception {
    origin.with("/login.wav", FILE, "Cache-Control: max-age=600");
    String address = MediaSpace.file(origin.address("/login.wav").replace("//", "//joe:s3cret@"));

    HttpResponse<byte[]> answer = media.get(address);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(MediaSpace.header(answer, "Content-Location"))
        .contains("login.wav")
        .doesNotContain("s3cret");
    assertThat(server.get("Media.json").body()).contains("login.wav").doesNotContain("s3cret");
    assertThat(server.server().log()).doesNotContain("s3cret");
    HttpResponse<String> signed =
        server.post("Media/SignedAddresses.json", Map.of("Address", "/media/" + address));
    assertThat(signed.statusCode()).isEqualTo(400);
    assertThat(signed.body()).doesNotContain("s3cret");
  }

  // P2.28
  @Test
  void privateNetworksAreRefusedUnlessTheyAreAllowedAndSoAreTheirNames() throws Exception {
    origin.with("/inside.wav", FILE);
    String inside = origin.address("/inside.wav");
    try (VoiceServer guarded =
        VoiceServer.start("guarded", 1_000, "-Djackfield.media.allowed-networks=")) {
      MediaSpace strict = new MediaSpace(guarded);

      for (String address :
          new String[] {
            inside, inside.replace("127.0.0.1", "localhost"), inside.replace("127.0.0.1", "[::1]")
          }) {
        HttpResponse<byte[]> refused = strict.get(MediaSpace.file(address));
        assertThat(failure(refused)).as(address).isEqualTo(11100);
        assertThat(text(refused)).contains("is in a private network");
      }
      assertThat(origin.asked("/inside.wav")).isEmpty();
    }
  }

  // P2.28: and again where a redirect leads
  @Test
  void aRedirectLeadsToNoPrivateNetwork() {
    origin.failing("/away", 302, "Location: http://169.254.169.254/latest/meta-data");
    origin.failing("/file", 302, "Location: file:///etc/passwd");
    origin.failing("/circle", 302, "Location: /circle");

    assertThat(failure(fetched(origin.address("/away")))).isEqualTo(11100);
    assertThat(failure(fetched(origin.address("/file")))).isEqualTo(11100);
    assertThat(failure(fetched(origin.address("/circle")))).isEqualTo(11215);
    assertThat(origin.asked("/circle")).hasSize(6);
  }

  // P2.28
  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItIsFetched() {
    origin.with("/large.wav", new byte[41 * 1_024 * 1_024]);

    HttpResponse<byte[]> refused = fetched(origin.address("/large.wav"));

    assertThat(failure(refused)).isEqualTo(13420);
    assertThat(text(refused)).contains("is larger than 41943040 bytes");
  }

  // P2.28: the server of these tests waits for 8 s
  @Test
  void aFileThatNeverEndsIsGivenUp() {
    origin.slow("/never.wav", FILE, Duration.ZERO, Duration.ofMinutes(10));

    HttpResponse<byte[]> late = fetched(origin.address("/never.wav"));

    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(failure(late)).isEqualTo(11203);
  }

  // P2.28: what a file is, its bytes say
  @Test
  void whatCallsItselfSoundAndIsNoneIsRefused() {
    for (String content :
        new String[] {
          "<html><body>Sign in</body></html>",
          "#EXTM3U\n#EXTINF:1\nhttp://127.0.0.1/a.ts\n",
          "ffconcat version 1.0\nfile /etc/hostname\n",
          "concat:/etc/passwd"
        }) {
      origin.with("/odd", content.getBytes(StandardCharsets.UTF_8), "Content-Type: audio/mpeg");
      assertThat(failure(fetched(origin.address("/odd")))).as(content).isEqualTo(13420);
    }
  }

  @Test
  void whatIsSoundIsHeardWhateverItCallsItself() {
    origin.with("/shy", FILE, "Content-Type: text/plain");

    assertThat(fetched(origin.address("/shy")).body()).hasSize(2 * Wav.RATE);
  }

  @Test
  void eachFailureHasItsNumber() {
    origin.failing("/gone.wav", 410);

    assertThat(failure(fetched(origin.address("/gone.wav")))).isEqualTo(11217);
    assertThat(failure(fetched("http://127.0.0.1:1/a.wav"))).isEqualTo(11202);
    assertThat(failure(fetched("http://no.such.host.invalid/a.wav"))).isEqualTo(11210);
    assertThat(failure(fetched("ftp://127.0.0.1/a.wav"))).isEqualTo(11100);
  }
}
