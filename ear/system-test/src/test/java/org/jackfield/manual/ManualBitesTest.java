package org.jackfield.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jackfield.manual.Description.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manual that misses something, or has something of its own, is found out. */
class ManualBitesTest {

  private static final Operation LIST =
      new Operation("GET /Things.json", Set.of("Name", "PageSize"), Set.of("sid"));

  @TempDir private Path home;
  private Checks checks;

  @BeforeEach
  void writesAManualAndSources() throws IOException {
    checks = new Checks(home.resolve("docs"));
    page("manual/pause.md", "# Pause\n\n| attribute | |\n|---|---|\n| `length` | seconds |\n");
    page("manual/not-supported.md", "# Others\n\n| verb | |\n|---|---|\n");
    page("manual/say.md", "# Say\n\n| element | |\n|---|---|\n");
    page(
        "manual/media.md",
        "# Media\n\n| kind |\n|---|\n| `tone` |\n\n| parameter |\n|---|\n| `name` |\n");
    page("api/README.md", "# All\n\n| parameter | |\n|---|---|\n| `PageSize` | |\n");
    page(
        "api/things.md",
        """
        # Things

        | operation | |
        |---|---|
        | `GET /Things.json` | a page |

        | parameter | |
        |---|---|
        | `Name` | |

        | property | |
        |---|---|
        | `sid` | |
        """);
    page("operations/settings.md", "# All\n\n| setting | |\n|---|---|\n| `jackfield.one` | |\n");
    page("errors.md", "# All\n\n| code | |\n|---|---|\n| 13910 | |\n");
    write(
        "app/src/main/java/One.java",
        """
        class One { // 13911 is in a comment
          /* "jackfield.none" is one of none */
          String name = System.getProperty("jackfield.one") + path.resolve("jackfield.key");
          int code = "13912".length() + 13910 + 16_000;
        }
        """);
    write("app/src/test/java/OneTest.java", "class OneTest { int code = 13999; }");
  }

  @Test
  void findsNothingWhereNothingIsMissing() {
    Sources sources = Sources.below(home);

    assertThat(checks.settings(sources)).isEmpty();
    assertThat(checks.codes(sources)).isEmpty();
    assertThat(checks.resources(List.of(LIST))).isEmpty();
    assertThat(checks.parameters(sources)).isEmpty();
  }

  @Test
  void findsASettingThatIsReadAndNotDescribed() throws IOException {
    write("app/src/main/java/Two.java", "class Two { String it = text(\"jackfield.two\"); }");

    assertThat(checks.settings(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'jackfield.two' has no entry");
  }

  @Test
  void findsASettingWhoseNameIsPutTogether() throws IOException {
    write(
        "app/src/main/java/Two.java",
        "class Two { String a = reader.number(\"most\", 3), b = of(\"jackfield.two.\" + name); }");

    assertThat(checks.settings(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'jackfield.two.most' has no entry");
  }

  @Test
  void findsASettingOfTheServersConfiguration() throws IOException {
    write("pack/src/main/pack/group.xml", "<param value=\"${jackfield.two:5060}\"/>");

    assertThat(checks.settings(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'jackfield.two' has no entry");
  }

  @Test
  void findsASettingThatNobodyReads() throws IOException {
    Files.delete(home.resolve("app/src/main/java/One.java"));

    assertThat(checks.settings(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'jackfield.one'", "is not known");
  }

  @Test
  void findsACodeThatIsNotDescribed() throws IOException {
    write("app/src/main/java/Two.java", "class Two { int code = 20404; }");

    assertThat(checks.codes(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'20404' has no entry");
  }

  @Test
  void findsACodeThatNobodyTells() throws IOException {
    page("errors.md", "# All\n\n| code | |\n|---|---|\n| 13910 | |\n| 13911 | |\n");

    assertThat(checks.codes(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'13911'", "is not known");
  }

  @Test
  void findsAParameterThatIsReadAndNotDescribed() throws IOException {
    write("app/src/main/java/Two.java", "class Two { Object it = parameters.flag(\"Loud\"); }");

    assertThat(checks.parameters(Sources.below(home)))
        .singleElement()
        .asString()
        .contains("'Loud' has no entry");
  }

  @Test
  void findsWhatAResourceHasAndItsPageHasNot() {
    Operation made = new Operation("POST /Things.json", Set.of(), Set.of());
    Operation richer =
        new Operation(LIST.name(), Set.of("Name", "Colour", "PageSize"), Set.of("sid", "colour"));

    assertThat(checks.resources(List.of(richer, made)))
        .satisfiesExactlyInAnyOrder(
            gap -> assertThat(gap).contains("operation 'POST /Things.json' has no entry"),
            gap -> assertThat(gap).contains("parameter 'Colour' has no entry"),
            gap -> assertThat(gap).contains("property 'colour' has no entry"));
  }

  @Test
  void findsWhatAPageHasAndItsResourceHasNot() {
    Operation poorer = new Operation(LIST.name(), Set.of("PageSize"), Set.of());

    assertThat(checks.resources(List.of(poorer)))
        .satisfiesExactlyInAnyOrder(
            gap -> assertThat(gap).contains("parameter 'Name'", "is not known"),
            gap -> assertThat(gap).contains("property 'sid'", "is not known"));
    assertThat(checks.resources(List.of()))
        .anySatisfy(gap -> assertThat(gap).contains("'GET /Things.json'", "is not known"));
  }

  @Test
  void findsVerbsWithoutAPageAndAttributesThatAreNoneOfTheirs() throws IOException {
    page("manual/pause.md", "# Pause\n\n| attribute | |\n|---|---|\n| `volume` | |\n");
    page("manual/sing.md", "# Sing\n\n| attribute | |\n|---|---|\n");
    Dialect dialect = dialect("Pause", "Hangup", "Enqueue", "length", "loop", "break");

    assertThat(checks.verbs(dialect))
        .satisfiesExactlyInAnyOrder(
            gap -> assertThat(gap).isEqualTo("<Hangup> has no page"),
            gap -> assertThat(gap).contains("verb or noun 'Sing'", "is not known"),
            gap -> assertThat(gap).contains("attribute of <Pause> 'length' has no entry"),
            gap -> assertThat(gap).contains("attribute of <Pause> 'volume'", "is not known"),
            gap -> assertThat(gap).contains("element within <Say> 'break' has no entry"),
            gap -> assertThat(gap).contains("passed over 'Enqueue' has no entry"));
  }

  @Test
  void findsNounsThatDialDoesNotName() throws IOException {
    page("manual/dial.md", "# Dial\n\n| noun | |\n|---|---|\n| `Sip` | |\n");
    page("manual/number.md", "# Number\n\n| attribute | |\n|---|---|\n| `url` | |\n");
    Dialect dialect = dialect("Number", "Queue", "url", "method", "statusCallback");

    assertThat(checks.nouns(dialect))
        .satisfiesExactlyInAnyOrder(
            gap -> assertThat(gap).contains("attribute of <Number> 'method' has no entry"),
            gap -> assertThat(gap).contains("<Number> 'statusCallback' has no entry"),
            gap -> assertThat(gap).contains("<Number> 'statusCallbackMethod' has no entry"),
            gap -> assertThat(gap).contains("<Number> 'statusCallbackEvent' has no entry"),
            gap -> assertThat(gap).contains("noun of <Dial> 'Number' has no entry"),
            gap -> assertThat(gap).contains("noun of <Dial> 'Sip'", "is not known"),
            gap -> assertThat(gap).contains("passed over 'Queue' has no entry"));
  }

  @Test
  void findsAKindOfSoundThatIsNotDescribed() throws IOException {
    write(
        "app/src/main/java/Two.java",
        "class Two { case \"tone\" -> {\n allow(); }"
            + " case \"noise\" -> {\n allow(\"name\", \"loud\"); } }");

    assertThat(checks.media(Sources.below(home)))
        .satisfiesExactlyInAnyOrder(
            gap -> assertThat(gap).contains("kind of sound 'noise' has no entry"),
            gap -> assertThat(gap).contains("parameter 'loud' has no entry"));
  }

  /** The real reader, asked for these words. */
  private Dialect dialect(String... words) throws IOException {
    write(
        "reader/src/main/java/Words.java",
        "class Words { \"" + String.join("\" \"", words) + "\" }");
    return new Dialect(Sources.below(home).of("reader"));
  }

  private void page(String name, String text) throws IOException {
    write("docs/" + name, text);
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
