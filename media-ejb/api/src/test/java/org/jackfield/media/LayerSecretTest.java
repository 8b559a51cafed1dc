package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** P2.23, D8: a media layer knows the routers that share its secret. */
class LayerSecretTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final String TARGET = "/media/speech.pcmu?text=Hi&account=AC1";

  private final LayerSecret secret = new LayerSecret("between us");

  private boolean isRight(String header, Instant now) {
    return secret.isRight("GET", TARGET, header, now);
  }

  @Test
  void knowsARouterThatSharesIt() {
    String header = new LayerSecret("between us").sign("GET", TARGET, NOW);

    assertThat(isRight(header, NOW)).isTrue();
    assertThat(isRight(header, NOW.plusSeconds(300))).isTrue();
    assertThat(isRight(header, NOW.minusSeconds(300))).as("whose clock is fast").isTrue();
  }

  @Test
  void refusesAnythingElse() {
    String header = secret.sign("GET", TARGET, NOW);

    assertThat(isRight(header, NOW.plusSeconds(301))).as("an old one").isFalse();
    assertThat(secret.isRight("DELETE", TARGET, header, NOW)).isFalse();
    assertThat(secret.isRight("GET", TARGET.replace("AC1", "AC2"), header, NOW)).isFalse();
    assertThat(new LayerSecret("another").isRight("GET", TARGET, header, NOW)).isFalse();
    assertThat(isRight(header.replaceFirst("^\\d+", "1795687201"), NOW)).isFalse();
    for (String nonsense : new String[] {"", ":", "1", "1:", "-1:x", "9999999999999:x"}) {
      assertThat(isRight(nonsense, NOW)).as(nonsense).isFalse();
    }
  }

  @Test
  void isOneForAllOfAServer() {
    String header = LayerSecret.ofSystem().sign("GET", TARGET, NOW);

    assertThat(LayerSecret.ofSystem().isRight("GET", TARGET, header, NOW)).isTrue();
    assertThat(isRight(header, NOW)).as("of another").isFalse();
  }

  @Test
  void isSetAsOtherPropertiesOfTheMediaLayer() {
    assertThat(MediaProperty.variable("jackfield.media.near-bytes"))
        .isEqualTo("JACKFIELD_MEDIA_NEAR_BYTES");
    assertThat(MediaProperty.find("jackfield.media.no-such-thing")).isEmpty();
  }
}
