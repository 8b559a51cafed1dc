package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.junit.jupiter.api.Test;

/** P2.27, P1.15: whatever is kept has an address, in which no password is shown. */
class KeptAddressTest {

  private static final MediaAddress WITH_LOGIN =
      MediaAddress.of(
          new ExternalFile(URI.create("https://joe:s%40e@files.example/a@b.wav")),
          SoundFormat.L16_16000);

  @Test
  void isReadBackWhateverItIsOf() {
    String digest = "0a".repeat(32);
    for (String address :
        new String[] {
          "/media/speech.pcmu?language=en-US&text=Hello&voice=man",
          "/media/speech.mp3?language=en-US&text=Hello&voice=man",
          "/media/text.txt?digest=" + digest,
          "/media/transcription.txt?digest=" + digest + "&language=de"
        }) {
      assertThat(KeptAddress.parse(address).text()).isEqualTo(address);
    }
    assertThat(KeptAddress.parse("/media/speech.wav?voice=man&text=Hi").text())
        .isEqualTo("/media/speech.wav?language=&text=Hi&voice=man");
  }

  @Test
  void saysWhatWouldHaveBeenRight() {
    assertThatThrownBy(() -> KeptAddress.parse("/media/speech.ogg?text=Hi"))
        .hasMessageContaining("names no format of sound");
    assertThatThrownBy(() -> KeptAddress.parse("/media/text.txt"))
        .hasMessageContaining("SHA-256 in hex");
  }

  @Test
  void isShownWithoutALogin() {
    assertThat(WITH_LOGIN.hasLogin()).isTrue();
    assertThat(WITH_LOGIN.shown().parameters())
        .isEqualTo(Map.of("url", "https://***@files.example/a@b.wav"));
    assertThat(MediaAddress.parse(WITH_LOGIN.shown().text())).isEqualTo(WITH_LOGIN.shown());
    assertThat(new FileAddress(WITH_LOGIN, RecordingLibrary.Form.MP3).shown().text())
        .startsWith("/media/file.mp3?url=")
        .doesNotContain("joe");
    assertThat(
            new TranscriptionAddress(new TranscriptionAddress.InSound(WITH_LOGIN), "")
                .shown()
                .text())
        .doesNotContain("joe");
  }

  @Test
  void isShownAsItIsWhereThereIsNoLogin() {
    MediaAddress plain =
        MediaAddress.of(
            new ExternalFile(URI.create("https://files.example/a@b.wav?mail=a@b")),
            SoundFormat.PCMU_8000);

    assertThat(plain.shown()).isEqualTo(plain);
    assertThat(plain.hasLogin()).isFalse();
  }

  @Test
  void isNotShownWhereItIsNone() {
    assertThatThrownBy(
            () -> MediaAddress.read("file.pcmu", Map.of("url", "http://joe:se cret@a.example/")))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("'url' is no address")
        .doesNotContain("cret");
  }
}
