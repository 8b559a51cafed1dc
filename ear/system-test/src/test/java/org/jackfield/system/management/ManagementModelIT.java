package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementModelIT {
  private static final Path SERVER_CONFIG =
      Path.of(System.getProperty("jackfield.home"), "server-config");

  private final TestServer server = TestServer.shared();
  private final Model model = new Model(server);

  @Test
  void describesEveryAttributeAndOperation() {
    ModelNode read = TestServer.operation("read-resource-description", Model.SIP);
    read.get("recursive").set(true);
    read.get("operations").set(true);
    read.get("inherited").set(false);

    List<String> undescribed = new ArrayList<>();
    collectUndescribed("sip", server.run(read), undescribed);

    assertThat(undescribed).isEmpty();
  }

  /** Provisioning writes the configuration by these specifications, which are kept by hand. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".connector", ".websocket", ".route"})
  void hasAFeatureSpecificationOfEveryResource(String child) throws IOException {
    String spec =
        Files.readString(
            SERVER_CONFIG.resolve(
                "feature-pack/src/main/feature-pack/features/subsystem.sip" + child + "/spec.xml"));
    String address = Model.SIP + (child.isEmpty() ? "" : "/" + child.substring(1) + "=*");

    assertThat(specified(spec, "name=\"op-params\" value=\"([^\"]*)\"")).isEqualTo(added(address));
    assertThat(parameters(spec)).containsAll(added(address));
  }

  @Test
  void writesWhatItsSchemaAllows() {
    model.add(Model.SIP + "/route=a", "application=x", "methods=[INVITE,REGISTER]", "order=3");
    model.add(
        Model.SIP + "/websocket=b",
        "server=default-server",
        "host=default-host",
        "path=/b",
        "allowed-origins=[https://a.example.com,https://b.example.com]");
    try {
      assertThat(Schema.check(server.configuration()))
          .contains("methods=\"INVITE REGISTER\"")
          .contains("allowed-origins=\"https://a.example.com https://b.example.com\"");
    } finally {
      model.remove(Model.SIP + "/route=a");
      model.remove(Model.SIP + "/websocket=b");
    }
  }

  @Test
  void publishesItsFiguresAsMetrics() {
    String metrics = model.metrics();

    assertThat(metrics)
        .contains("sip_dialogs{")
        .contains("sip_transactions{")
        .containsPattern("sip_requests_received_total\\{[^}]*name=\"udp\"[^}]*type=\"connector\"")
        .containsPattern("sip_parse_errors_total\\{[^}]*name=\"tls\"")
        .containsPattern("sip_responses_sent_2xx_total\\{[^}]*type=\"websocket\"")
        .containsPattern("sip_connector_dialogs\\{[^}]*name=\"tcp\"")
        .containsPattern("sip_connector_transactions\\{[^}]*name=\"udp\"")
        .containsPattern("sip_connector_transactions\\{[^}]*type=\"websocket\"")
        // one sentence stands over the series of connectors and web sockets alike
        .contains("# HELP sip_requests_received_total Requests received.\n");
  }

  @Test
  void isReadAndWrittenOnTheCommandLine() {
    String said =
        server.commandLine(
            "/subsystem=sip:write-attribute(name=max-queue-wait,value=210)",
            "/subsystem=sip:read-attribute(name=max-queue-wait)",
            "/subsystem=sip:undefine-attribute(name=max-queue-wait)");

    assertThat(said).contains("\"result\" => 210").doesNotContain("failed");
    assertThat(server.read(Model.SIP, "max-queue-wait").asInt()).isNotEqualTo(210);
  }

  @Test
  void startsWithoutAComplaintOfItsOwn() {
    assertThat(server.log().lines().takeWhile(line -> !line.contains("WFLYSRV0025")))
        .filteredOn(line -> line.contains(" WARN") || line.contains(" ERROR"))
        // The folder of this tree is often called jackfield, too
        .extracting(line -> line.replace(System.getProperty("jackfield.home"), ""))
        .filteredOn(line -> line.contains("jackfield") || line.contains("sip"))
        .isEmpty();
  }

  private Set<String> added(String address) {
    ModelNode read = TestServer.operation("read-operation-description", address);
    read.get("name").set("add");
    ModelNode answer = server.run(read);
    ModelNode description =
        address.endsWith("*") && answer.getType() == org.jboss.dmr.ModelType.LIST
            ? answer.get(0).get("result")
            : answer;
    return new TreeSet<>(description.get("request-properties").keys());
  }

  private static Set<String> specified(String spec, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(spec);
    assertThat(matcher.find()).isTrue();
    return new TreeSet<>(List.of(matcher.group(1).split(",")));
  }

  private static Set<String> parameters(String spec) {
    return Pattern.compile("<param name=\"([^\"]*)\"")
        .matcher(spec)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collectUndescribed(String path, ModelNode node, List<String> undescribed) {
    if (node.getType() != org.jboss.dmr.ModelType.OBJECT) {
      return;
    }
    if (node.hasDefined("description") && node.get("description").asString().length() < 5) {
      undescribed.add(path);
    }
    for (String kind : List.of("attributes", "operations", "children", "model-description")) {
      if (node.hasDefined(kind)) {
        for (String key : node.get(kind).keys()) {
          collectUndescribed(path + "/" + key, node.get(kind, key), undescribed);
        }
      }
    }
  }
}
