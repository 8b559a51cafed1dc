package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start script of the provisioned server makes of an operator's wishes. */
class StandaloneConfIT {

  private static final Path CONF = Path.of(System.getProperty("jboss.home"), "bin/standalone.conf");

  private static List<String> options(Map<String, String> environment) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", ". '" + CONF + "' >&2; echo \"$JAVA_OPTS\"");
    List.of("JAVA_OPTS", "JBOSS_JAVA_SIZING", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
        .forEach(shell.environment()::remove);
    shell.environment().putAll(environment);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Arrays.asList(said.strip().split(" +", -1));
  }

  @Test
  void takesZgcAndAHeapThatFitsIt() throws Exception {
    assertThat(options(Map.of()))
        .contains("-Xmx1g", "-XX:+UseZGC")
        .doesNotContain("-Djava.net.preferIPv4Stack=true");
  }

  @Test
  void takesAnotherHeap() throws Exception {
    assertThat(options(Map.of("JBOSS_JAVA_SIZING", "-Xmx4g")))
        .contains("-Xmx4g", "-XX:+UseZGC")
        .doesNotContain("-Xmx1g");
    assertThat(options(Map.of("JAVA_OPTS", "-Xmx4g"))).containsExactly("-Xmx4g", "-XX:+UseZGC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void addsNoCollectorToOneThatIsNamed(String variable) throws Exception {
    assertThat(options(Map.of(variable, "-XX:+UseG1GC"))).doesNotContain("-XX:+UseZGC");
  }
}
