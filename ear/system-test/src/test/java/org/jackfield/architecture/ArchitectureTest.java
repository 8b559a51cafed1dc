package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The tree is as its map says. That each rule bites is shown in {@link RulesBiteTest}. */
@AnalyzeClasses(locations = OurModules.class, importOptions = OurModules.WrittenHere.class)
class ArchitectureTest {

  /** Ours, and the two names of others that are forced upon us. */
  private static final Pattern PLACE_OF_A_SOURCE =
      Pattern.compile(
          ".*/src/(main|test)/java/org/jackfield/.*"
              + "|server-config/example/src/(main|test)/java/org/example/.*"
              + "|server-config/sip-container/src/main/java/gov/nist/javax/sip/stack/.*"
              + "|server-config/sip-core/src/main/java/org/restcomm/commons/statistics/.*");

  private static final int LONGEST_FILE = 400;

  @ArchTest static final ArchRule importsFollowTheArrows = Rules.ARROWS;
  @ArchTest static final ArchRule onlyRouterSipKnowsSip = Rules.SIP_IN_ONE_PACKAGE;
  @ArchTest static final ArchRule xmlIsReadAtTheEdges = Rules.XML_AT_THE_EDGES;
  @ArchTest static final ArchRule theCoreStaysBehindOnePackage = Rules.CORE_BEHIND_ONE_PACKAGE;
  @ArchTest static final ArchRule theCallKnowsNoAdapter = Rules.CALL_IS_PLAIN_JAVA;
  @ArchTest static final ArchRule theMediaApiIsPlainJava = Rules.MEDIA_API_IS_PLAIN_JAVA;
  @ArchTest static final ArchRule theEngineKnowsNoServer = Rules.ENGINE_KNOWS_NO_SERVER;
  @ArchTest static final ArchRule infinispanIsLastInTheName = Rules.CACHE_LAST_IN_THE_NAME;
  @ArchTest static final ArchRule namesAreUnderstood = Rules.UNDERSTOOD_NAMES;
  @ArchTest static final ArchRule packagesSayWhatTheyAre = Rules.PACKAGES_SAY_WHAT_THEY_ARE;

  @ArchTest
  static void seesTheModules(JavaClasses classes) {
    assertThat(classes)
        .extracting(type -> type.getPackageName())
        .contains("org.jackfield.call", "org.jackfield.media", "org.jackfield.sip.container");
  }

  @ArchTest
  static void everySourceIsInAPackageOfOurs(JavaClasses classes) {
    assertThat(OurModules.sources())
        .extracting(source -> OurModules.home().relativize(source).toString())
        .allMatch(PLACE_OF_A_SOURCE.asMatchPredicate());
  }

  @ArchTest
  static void noSourceIsTooLongToRead(JavaClasses classes) {
    assertThat(OurModules.sources())
        .filteredOn(source -> lines(source) > LONGEST_FILE)
        .as("files of more than %d lines", LONGEST_FILE)
        .isEmpty();
  }

  private static long lines(Path source) {
    try (var lines = Files.lines(source)) {
      return lines.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
