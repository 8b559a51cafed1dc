package org.jackfield.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The manual has what the code has, and nothing else. What it looks at is shown by {@link
 * ManualBitesTest}.
 */
class ManualTest {

  private static final Path HOME =
      Path.of(
          Objects.requireNonNull(
              System.getProperty("jackfield.home"), "-Djackfield.home is the root of the tree"));

  private static final Sources SOURCES = Sources.below(HOME);
  private static final Sources APPLICATION = SOURCES.of("sip-app", "media-ejb", "rest-war");
  private static final Dialect DIALECT =
      new Dialect(SOURCES.of("sip-app/call/src/main/java/org/jackfield/instruction/twiml"));
  private static final Description DESCRIPTION =
      Description.read(HOME.resolve("rest-war/src/main/webapp/openapi.json"));

  private final Checks checks = new Checks(HOME.resolve("docs"));

  @Test
  void hasAPageForEachVerbWithItsAttributes() {
    assertThat(DIALECT.verbs()).contains("Say", "Gather", "Dial");
    assertThat(checks.verbs(DIALECT)).isEmpty();
  }

  @Test
  void hasAPageForEachNounWithItsAttributes() {
    assertThat(DIALECT.nouns()).contains("Number", "Client", "Sip");
    assertThat(checks.nouns(DIALECT)).isEmpty();
  }

  @Test
  void hasEachOperationWithItsParametersAndProperties() {
    assertThat(DESCRIPTION.operations()).hasSizeGreaterThan(100);
    assertThat(checks.resources(DESCRIPTION.operations())).isEmpty();
  }

  @Test
  void hasEachParameterThatIsRead() {
    Sources rest = SOURCES.of("rest-war");
    assertThat(rest.parameters()).contains("Twiml", "VoiceUrl", "PauseBehavior");
    assertThat(checks.parameters(rest)).isEmpty();
  }

  @Test
  void hasEachKindOfSound() {
    assertThat(
            checks.media(
                SOURCES.of("media-ejb/api/src/main/java/org/jackfield/media/MediaAddress.java")))
        .isEmpty();
  }

  @Test
  void hasEachSetting() {
    assertThat(SOURCES.settings())
        .contains("jackfield.domain", "jackfield.media.longest-file", "jackfield.database.url");
    assertThat(checks.settings(SOURCES)).isEmpty();
  }

  @Test
  void hasEachErrorCode() {
    assertThat(APPLICATION.codes()).contains("11217", "13210", "20404");
    assertThat(checks.codes(APPLICATION)).isEmpty();
  }
}
