package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptionAddressTest {

  @Test
  void isTheSameHoweverTheSoundIsNamed() {
    String address = "/media/transcription.txt?language=en-US&sound=";
    String file = "%2Fmedia%2Ffile.l16-16%3Furl%3Dhttp%253A%252F%252Fa.example%252Fb.wav";

    assertThat(
            TranscriptionAddress.read(Map.of("url", "http://a.example/b.wav", "language", "en-us"))
                .text())
        .isEqualTo(address + file);
    assertThat(
            TranscriptionAddress.read(
                    Map.of(
                        "sound",
                        "/media/file.pcmu?url=http%3A%2F%2Fa.example%2Fb.wav",
                        "language",
                        "en-US"))
                .text())
        .isEqualTo(address + file);
  }

  @Test
  void leadsBackToItself() {
    TranscriptionAddress recording = TranscriptionAddress.read(Map.of("sid", "RE1"));
    assertThat(recording.text())
        .isEqualTo(
            "/media/transcription.txt?language=&sound=%2Fmedia%2Frecording.l16-16%3Fsid%3DRE1");
    assertThat(
            TranscriptionAddress.read(
                Map.of("language", "", "sound", "/media/recording.l16-16?sid=RE1")))
        .isEqualTo(recording);

    String digest = "0".repeat(64);
    assertThat(TranscriptionAddress.read(Map.of("digest", digest)).text())
        .isEqualTo("/media/transcription.txt?digest=" + digest + "&language=");
  }

  @Test
  void saysWhatWouldHaveBeenRight() {
    assertThatThrownBy(() -> TranscriptionAddress.read(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one of sound, url, sid and digest");
    assertThatThrownBy(() -> TranscriptionAddress.read(Map.of("text", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameter 'text'");
    assertThatThrownBy(() -> TranscriptionAddress.read(Map.of("sid", "a", "url", "b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TranscriptionAddress.read(Map.of("digest", "b")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
