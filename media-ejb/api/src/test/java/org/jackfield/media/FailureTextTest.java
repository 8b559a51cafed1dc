package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jackfield.media.MediaFailure.Exchange;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static final String NASTY =
      "{\"body\":\"x\",\"status\":7}\\ \\u0041 \n\t \u0001 \u20ac \ud83d\ude00";

  @Test
  void readsWhatItWrites() {
    MediaFailure alone = new MediaFailure(13520, NASTY);
    MediaFailure asked =
        new MediaFailure(
            11217,
            NASTY,
            Optional.of(new Exchange("GET", "http://a/" + NASTY, 404, "A: b\nC: d", NASTY)));

    assertThat(FailureText.read(FailureText.write(alone), 13520, "?")).isEqualTo(alone);
    assertThat(FailureText.read(FailureText.write(asked), 11217, "?")).isEqualTo(asked);
    assertThat(FailureText.write(asked)).doesNotContain("\n");
  }

  @Test
  void saysSoWhereTheTextSaysNothing() {
    for (String text : new String[] {"", "<html>", "{\"message\":", "{\"status\":1", "{}"}) {
      assertThat(FailureText.read(text, 11205, "Nothing came"))
          .as(text)
          .isEqualTo(new MediaFailure(11205, "Nothing came"));
    }
    assertThat(FailureText.read("{\"message\":\"cut of", 11205, "?").message()).isEqualTo("cut of");
    assertThat(FailureText.read("{\"message\":\"a\\", 11205, "?").message()).isNotNull();
    assertThat(FailureText.read("{\"message\":\"\\uXYZ1\"", 11205, "?").message()).isNotNull();
  }
}
