package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.header;
import static org.jackfield.system.media.MediaSpace.speech;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jackfield.system.Await;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every sound has an address, which means the same for everybody and for ever. */
class AddressesIT {

  private static final short[] SWEEP = Wav.sweep(300, 3_000, 2);

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

  // P2.2, P2.3
  @Test
  void theSameWishHasTheSameAddressWhateverTheOrderOfItsParameters() {
    HttpResponse<byte[]> first = media.get("speech.pcmu?text=Order&voice=man&language=en-US");
    HttpResponse<byte[]> other = media.get("speech.pcmu?language=en-us&voice=man&text=Order");

    assertThat(cache(first)).isEqualTo("MISS");
    assertThat(cache(other)).isEqualTo("HIT");
    assertThat(header(other, "ETag")).isEqualTo(header(first, "ETag")).isNotEmpty();
    assertThat(other.body()).isEqualTo(first.body()).isNotEmpty();
  }

  // P2.3
  @Test
  void anyOtherWishHasAnotherAddress() {
    HttpResponse<byte[]> first = media.get("speech.pcmu?text=Change&voice=man&language=en-US");

    for (String other :
        new String[] {
          "speech.pcmu?text=Changes&voice=man&language=en-US",
          "speech.pcmu?text=Change&voice=woman&language=en-US",
          "speech.l16-16?text=Change&voice=man&language=en-US"
        }) {
      HttpResponse<byte[]> answer = media.get(other);
      assertThat(cache(answer)).as(other).isEqualTo("MISS");
      assertThat(header(answer, "ETag")).as(other).isNotEqualTo(header(first, "ETag"));
    }
  }

  // P2.4, P2.21
  @Test
  void aLongTextIsToldAndHasAnAddressFromThenOn() {
    String text = "one two three four ".repeat(200);
    HttpResponse<byte[]> told =
        media.tell("speech.pcmu", "voice=man&language=en-US&text=" + MediaSpace.encoded(text));

    assertThat(told.statusCode()).isEqualTo(303);
    String address = header(told, "Location").replaceFirst("^http://[^/]+/media/", "");
    assertThat(address).contains("digest=").hasSizeLessThan(200);
    HttpResponse<byte[]> heard = media.get(address);
    assertThat(heard.statusCode()).isEqualTo(200);
    // 800 words, each of a tenth of a second and more
    assertThat(heard.body().length).isGreaterThan(80 * Wav.RATE);
    assertThat(cache(media.get(address))).isEqualTo("HIT");
  }

  // P2.4
  @Test
  void anAddressWhoseTextIsNotKnownIsGone() {
    HttpResponse<byte[]> answer =
        media.get("speech.pcmu?language=en-US&voice=man&digest=" + "ab".repeat(32));

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(header(answer, "X-Jackfield-Error")).isEqualTo("11410");
  }

  // P2.5, P2.6, P2.7
  @Test
  void aFileIsFetchedOnceAndThenAtHand() {
    origin.with("/once.wav", Wav.file(SWEEP), "Cache-Control: max-age=600");
    String address = MediaSpace.file(origin.address("/once.wav"));

    HttpResponse<byte[]> first = media.get(address);
    HttpResponse<byte[]> second = media.get(address);

    assertThat(cache(first)).isEqualTo("MISS");
    assertThat(cache(second)).isEqualTo("HIT");
    assertThat(header(second, "Age")).matches("\\d+");
    assertThat(header(second, "Cache-Control")).isEqualTo("max-age=600");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(origin.asked("/once.wav")).hasSize(1);
  }

  // P2.6
  @Test
  void whatIsAtHandIsNotSpokenAgain() throws Exception {
    media.get(speech("Speak me once"));
    long made = media.figure("made");

    assertThat(cache(media.get(speech("Speak me once")))).isEqualTo("HIT");
    assertThat(media.figure("made")).isEqualTo(made);
  }

  // P2.10, and sound right by correlation with what the test computed
  @Test
  void aFileSoundsTheSameInEveryFormOfALeg() {
    origin.with("/forms.wav", Wav.file(SWEEP), "Cache-Control: max-age=600");
    String url = MediaSpace.encoded(origin.address("/forms.wav"));

    HttpResponse<byte[]> narrow = media.get("file.pcmu?url=" + url);
    HttpResponse<byte[]> wide = media.get("file.l16-16?url=" + url);
    HttpResponse<byte[]> full = media.get("file.l16-48?url=" + url);

    assertThat(header(narrow, "Content-Type")).isEqualTo("audio/basic");
    assertThat(header(wide, "Content-Type")).isEqualToIgnoringCase("audio/L16;rate=16000");
    assertThat(header(full, "Content-Type")).isEqualToIgnoringCase("audio/L16;rate=48000");
    assertThat(alike(Wav.ofPcmu(narrow.body()))).isGreaterThan(0.99);
    assertThat(alike(Forms.every(2, Forms.ofL16(wide.body())))).isGreaterThan(0.98);
    assertThat(alike(Forms.every(6, Forms.ofL16(full.body())))).isGreaterThan(0.98);
  }

  private static double alike(short[] heard) {
    short[] middle = Arrays.copyOfRange(SWEEP, SWEEP.length / 5, SWEEP.length * 4 / 5);
    return Wav.found(middle, heard);
  }

  // P2.10, P2.21
  @Test
  void aHeadSaysTypeAndLength() {
    String address = speech("How long am I");
    HttpResponse<byte[]> head = media.head(address);
    HttpResponse<byte[]> whole = media.get(address);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Type")).isEqualTo("audio/basic");
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(whole.body().length));
    assertThat(header(head, "ETag")).isEqualTo(header(whole, "ETag"));
  }

  // P2.21
  @Test
  void aPartIsAnsweredWhereAPartIsAskedFor() {
    String address = speech("Parts of me");
    byte[] whole = media.get(address).body();
    HttpResponse<byte[]> part = media.get(address, "Range", "bytes=0-99");
    HttpResponse<byte[]> rest = media.get(address, "Range", "bytes=" + (whole.length - 10) + "-");
    HttpResponse<byte[]> beyond = media.get(address, "Range", "bytes=" + whole.length + "-");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 0-99/" + whole.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOf(whole, 100));
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 10, whole.length));
    assertThat(beyond.statusCode()).isEqualTo(416);
  }

  // P2.21
  @Test
  void whoHasItIsToldThatItIsTheSame() {
    String address = speech("Still the same");
    String tag = header(media.get(address), "ETag");
    HttpResponse<byte[]> again = media.get(address, "If-None-Match", tag);
    HttpResponse<byte[]> other =
        media.get(address, "Range", "bytes=0-9", "If-Range", "\"another\"");

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.statusCode()).as("a part of another is the whole of this").isEqualTo(200);
  }

  // P2.8, P2.9: the table of voices says at which address a voice speaks
  @Test
  void aVoiceOfAnotherServiceIsAskedForAtItsAddressAndKeptAsItSays() throws Exception {
    origin.with("/say", Wav.file(SWEEP), "Cache-Control: max-age=600");
    MediaServer.voices(
        "Brian|* = http " + origin.address("/say") + "?who=brian&in={language}&text={text}\n");
    String address = "speech.pcmu?text=Tea%20%26%20milk&voice=Brian&language=en-GB";

    assertThat(media.get(address).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> second = media.get(address);

    assertThat(cache(second)).isEqualTo("HIT");
    assertThat(header(second, "Cache-Control")).isEqualTo("max-age=600");
    assertThat(alike(Wav.ofPcmu(second.body()))).isGreaterThan(0.99);
    assertThat(origin.asked("/say"))
        .singleElement()
        .satisfies(asked ->
            assertThat(asked.path()).isEqualTo("/say?who=brian&in=en-gb&text=Tea%20%26%20milk"));
  }

  // P2.17: a web page with credentials
  @Test
  void aWebPageTakesTheSameAddressAsAFile() {
    String[] credentials = {"Authorization", MediaSpace.basic(server.account(), server.token())};
    String address = "speech.l16-16?language=en-US&text=For%20a%20web%20page&voice=man";
    short[] sound = Forms.ofL16(media.get(address).body());

    HttpResponse<byte[]> wav = media.get(address.replace("l16-16", "wav"), credentials);
    assertThat(header(wav, "Content-Type")).isEqualTo("audio/x-wav");
    assertThat(cache(wav)).isEqualTo("HIT");
    assertThat(Wav.samples(wav.body())).isEqualTo(sound);

    String mp3 = address.replace("l16-16", "mp3");
    HttpResponse<byte[]> first = media.get(mp3, credentials);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).isEqualTo("audio/mpeg");
    assertThat(first.body().length).isBetween(1_000, wav.body().length / 3);
    HttpResponse<byte[]> again = media.get(mp3, credentials);
    assertThat(cache(again)).isEqualTo("HIT");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(header(again, "Content-Length")).isEqualTo(String.valueOf(first.body().length));
    assertThat(media.get(mp3, "Range", "bytes=0-99").body())
        .isEqualTo(Arrays.copyOf(first.body(), 100));
  }

  // P2.17: the file is one that our own reader of others' files takes
  @Test
  void whatIsGivenAsAFileSoundsTheSameWhenItIsPlayed() {
    String speech = "language=en-US&text=There%20and%20back%20again&voice=man";
    origin.with("/back.mp3", media.get("speech.mp3?" + speech).body());
    short[] there = Wav.ofPcmu(media.get("speech.pcmu?" + speech).body());

    short[] back = Wav.ofPcmu(media.get(MediaSpace.file(origin.address("/back.mp3"))).body());

    short[] middle = Arrays.copyOfRange(there, there.length / 4, there.length * 3 / 4);
    assertThat(Wav.found(middle, back)).isGreaterThan(0.9);
  }

  // P2.11
  @Test
  void theTextOfASoundHasALastingAddress() {
    OriginServer service =
        MediaServer.transcriber()
            .with(
                "/text",
                "Said and done".getBytes(StandardCharsets.UTF_8),
                "Content-Type: text/plain");
    origin.with("/a.wav", Wav.file(SWEEP), "Cache-Control: max-age=1000");

    HttpResponse<byte[]> told =
        media.tell(
            "transcription.txt",
            "language=en-GB&url=" + MediaSpace.encoded(origin.address("/a.wav")));
    assertThat(told.statusCode()).isEqualTo(303);
    String address = header(told, "Location").replaceFirst("^http://[^/]+/media/", "");
    HttpResponse<byte[]> text = media.get(address);

    assertThat(MediaSpace.text(text)).isEqualTo("Said and done");
    assertThat(header(text, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(cache(text)).isEqualTo("MISS");
    assertThat(cache(media.get(address))).isEqualTo("HIT");
    assertThat(service.asked("/text").stream().filter(it -> it.path().equals("/text?lang=en-GB")))
        .hasSize(1);
  }

  // P2.11
  @Test
  void theTextOfAFileThatIsSentHasALastingAddress() {
    MediaServer.transcriber()
        .with(
            "/text",
            "{\"text\":\"Sent\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type: application/json");

    HttpResponse<byte[]> told =
        media.send("transcription.txt?language=de", "audio/wav", Wav.file(SWEEP));
    assertThat(told.statusCode()).isEqualTo(303);
    String address = header(told, "Location").replaceFirst("^http://[^/]+/media/", "");

    assertThat(MediaSpace.text(media.get(address))).isEqualTo("Sent");
    assertThat(media.get(address.replaceAll("digest=[0-9a-f]{4}", "digest=0000")).statusCode())
        .isEqualTo(410);
    assertThat(media.send("transcription.txt", "text/html", new byte[9]).statusCode())
        .isEqualTo(415);
  }

  // P2.13: by default nothing of a call is in an address, so calls share
  @Test
  void whatOneCallHasHeardIsAtHandForAnother() {
    media.get(speech("For all calls"), "X-Jackfield-Call", "CA" + "1".repeat(32));

    assertThat(cache(media.get(speech("For all calls"), "X-Jackfield-Call", "CA" + "2".repeat(32))))
        .isEqualTo("HIT");
  }

  // P2.18
  @Test
  void anAddressMeansTheSameAfterTheCacheWasEmptied() throws Exception {
    byte[] before = media.get(speech("Here to stay")).body();

    media.forgetAll();
    HttpResponse<byte[]> after = media.get(speech("Here to stay"));

    assertThat(cache(after)).isEqualTo("MISS");
    assertThat(after.body()).isEqualTo(before);
  }

  // P2.27
  @Test
  void whatIsKeptIsListedMeasuredAndForgottenByAddress() throws Exception {
    String address = speech("Forget me");
    int size = media.get(address).body().length;

    assertThat(server.get("Media.json").body())
        .contains("\"address\":\"/media/" + address + "\"", "\"size\":" + size);
    assertThat(media.figure("bytes")).isGreaterThanOrEqualTo(size);
    Await.until("its use is counted", () -> usesOf(address) == 1);
    media.get(address);
    Await.until("its second use is counted", () -> usesOf(address) == 2);
    String one = "Media.json?Address=" + MediaSpace.encoded("/media/" + address);
    assertThat(server.delete(one).statusCode()).isEqualTo(204);
    assertThat(server.delete(one).statusCode()).isEqualTo(404);
    assertThat(cache(media.get(address))).isEqualTo("MISS");
  }

  private int usesOf(String address) throws Exception {
    String json = server.get("Media.json").body();
    String entry = json.substring(json.indexOf("\"address\":\"/media/" + address + "\""));
    return Integer.parseInt(entry.replaceFirst("(?s).*?\"uses\":(\\d+).*", "$1"));
  }

  // P2.27: files and texts, too
  @Test
  void filesAndTextsAreForgottenAsSoundsAre() throws Exception {
    String file = speech("To be a file").replace("pcmu", "mp3");
    assertThat(media.get(file).statusCode()).isEqualTo(200);
    assertThat(cache(media.get(file))).isEqualTo("HIT");
    String one = "Media.json?Address=" + MediaSpace.encoded("/media/" + file);
    assertThat(server.delete(one).statusCode()).isEqualTo(204);
    assertThat(cache(media.get(file))).as("of the sound that is kept").isEqualTo("MISS");
    assertThat(media.delete(file).statusCode()).isEqualTo(204);
    assertThat(media.delete(file).statusCode()).isEqualTo(404);

    String essay = "One long text of many. ".repeat(150);
    HttpResponse<byte[]> told =
        media.tell("speech.pcmu", "voice=man&text=" + MediaSpace.encoded(essay));
    String digest = header(told, "Location").replaceFirst(".*digest=([0-9a-f]{64}).*", "$1");
    assertThat(server.get("Media.json").body()).contains("/media/text.txt?digest=" + digest);
    media.forgetAll();
    assertThat(media.get("speech.pcmu?voice=man&digest=" + digest).statusCode()).isEqualTo(410);
  }

  @Test
  void whatIsSaidTwiceIsRefused() {
    for (HttpResponse<byte[]> answer :
        List.of(
            media.get("speech.pcmu?text=a&text=b"),
            media.tell("speech.pcmu", "text=a&text=b"),
            media.tell("speech.pcmu?account=AC1&account=AC2", "text=a"),
            media.tell("transcription.txt", "url=a&url=b"),
            media.send(
                "transcription.txt?account=AC1&account=AC2", "audio/wav", Wav.file(SWEEP)))) {
      assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(400);
      assertThat(MediaSpace.text(answer)).contains("is given twice");
    }
  }

  @Test
  void aWrongAddressSaysWhatWouldHaveBeenRight() {
    HttpResponse<byte[]> answer = media.get("speech.pcmu?txt=Hello");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("'speech' has no parameter 'txt'");
  }
}
