package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.MediaRequest.HoldMusic;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.MediaRequest.StoredRecording;
import org.jackfield.media.MediaRequest.Tone;
import org.junit.jupiter.api.Test;

/** P2.2 to P2.5: wishes become addresses. */
class MediaAddressTest {

  private static final SpokenText HELLO =
      new SpokenText("Hello & welcome, 100 % yours: grüß dich", false, "alice", "en-US");

  @Test
  void saysWhatIsWishedFor() {
    assertThat(MediaAddress.of(HELLO, SoundFormat.PCMU_8000).text())
        .isEqualTo(
            "/media/speech.pcmu?language=en-US&text=Hello%20%26%20welcome%2C%20100%20%25%20yours"
                + "%3A%20gr%C3%BC%C3%9F%20dich&voice=alice");
  }

  @Test
  void isTheSameWhateverTheOrderOfParametersAndTheWayTheyAreEncoded() {
    MediaAddress one = MediaAddress.parse("/media/speech.pcmu?text=a+b&voice=man&language=EN-us");
    MediaAddress other =
        MediaAddress.parse("/media/speech.pcmu?language=en-US&voice=%6dan&text=a%20b");

    assertThat(one).isEqualTo(other);
    assertThat(one.key()).isEqualTo(other.key());
  }

  @Test
  void isAnotherAfterAnyChange() {
    List<MediaAddress> all =
        List.of(
            MediaAddress.of(HELLO, SoundFormat.PCMU_8000),
            MediaAddress.of(HELLO, SoundFormat.L16_16000),
            MediaAddress.of(
                new SpokenText("Hello", false, "alice", "en-US"), SoundFormat.PCMU_8000),
            MediaAddress.of(new SpokenText("Hello", true, "alice", "en-US"), SoundFormat.PCMU_8000),
            MediaAddress.of(new SpokenText("Hello", false, "man", "en-US"), SoundFormat.PCMU_8000),
            MediaAddress.of(new SpokenText("Hello", false, "man", "en-GB"), SoundFormat.PCMU_8000));

    assertThat(all).extracting(MediaAddress::key).doesNotHaveDuplicates();
  }

  @Test
  void givesEachWishBack() {
    List<MediaRequest> wishes =
        List.of(
            HELLO,
            new SpokenText("a <break/> b", true, "", ""),
            new ExternalFile(URI.create("http://example.org/a%20b.mp3?x=1&y=%26#1")),
            new StoredRecording("RE0123456789abcdef0123456789abcdef"),
            new Tone("busy-us", 400),
            new HoldMusic());

    assertThat(wishes)
        .allSatisfy(wish -> {
          MediaAddress address = MediaAddress.of(wish, SoundFormat.L16_48000);
          assertThat(MediaAddress.parse(address.text())).isEqualTo(address);
          assertThat(address.request()).contains(wish);
        });
  }

  @Test
  void holdsALongTextByItsDigest() {
    SpokenText essay = new SpokenText("word ".repeat(1_000), false, "man", "en-US");
    MediaAddress address = MediaAddress.of(essay, SoundFormat.PCMU_8000);

    assertThat(address.text()).hasSizeLessThan(200).contains("digest=");
    assertThat(address.request()).isEqualTo(Optional.empty());
    assertThat(MediaAddress.parse(address.text())).isEqualTo(address);
    assertThat(address.withText(essay.text())).isEqualTo(essay);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> MediaAddress.read("speech.ogg", Map.of("text", "a")))
        .hasMessage("'speech.ogg' names no format of sound");
    assertThatThrownBy(() -> MediaAddress.read("dance.pcmu", Map.of()))
        .hasMessage("'dance' is none of speech, file, recording, tone and hold");
    assertThatThrownBy(() -> MediaAddress.read("speech.pcmu", Map.of("voice", "man")))
        .hasMessage("'speech' needs the parameter 'text'");
    assertThatThrownBy(() -> MediaAddress.read("hold.pcmu", Map.of("speed", "2")))
        .hasMessage("'hold' has no parameter 'speed'");
    assertThatThrownBy(() -> MediaAddress.parse("/media/tone.pcmu?name=beep&millis=1&millis=2"))
        .hasMessage("'millis' is given twice");
  }

  @Test
  void answersNonsenseWithNothingButARefusal() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder nonsense = new StringBuilder("/media/");
      for (int length = random.nextInt(40); length > 0; length--) {
        nonsense.append("speechfile.pcmu?&=%+u1\u00ff<".charAt(random.nextInt(24)));
      }
      try {
        assertThat(MediaAddress.parse(nonsense.toString()).text()).startsWith("/media/");
      } catch (IllegalArgumentException refusal) {
        assertThat(refusal).hasMessageMatching("(?s).+");
      }
    }
  }
}
