package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.trunk.Routes;
import org.jackfield.trunk.Trunk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkFileTest {

  private static final String WHOLE =
      """
      {
        "trunks": [
          {
            "name": "provider",
            "username": "alice", "password": "${env:SIP_PASSWORD}",
            "register": true, "channels": 30, "codecs": ["PCMA", "PCMU"],
            "headers": ["add X-To: ${to}", "remove X-Internal"],
            "networks": ["192.0.2.0/24"], "country": "${region:DE}",
            "gateways": [{"address": "sip.example.com", "transport": "TLS", "priority": 1}]
          }
        ],
        "routes": [{"prefix": "+49", "trunks": ["provider"]}]
      }
      """;

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final References references =
      new References(
          name -> Optional.ofNullable(Map.of("SIP_PASSWORD", "open sesame").get(name)),
          name -> Optional.empty());

  private TrunkFile file() {
    return new TrunkFile(
        folder.resolve("t.json"), false, references, Duration.ofSeconds(5), nanos::get);
  }

  private void write(String text, long modified) throws IOException {
    Files.writeString(folder.resolve("t.json"), text);
    Files.setLastModifiedTime(
        folder.resolve("t.json"), java.nio.file.attribute.FileTime.fromMillis(modified));
  }

  private Routes read(String text) {
    return new TrunkFileText(references::fill).read(text);
  }

  @Test
  void readsTrunksWithTheirSecretsFromElsewhere() {
    Routes routes = read(WHOLE);
    Trunk trunk = routes.trunks().getFirst();

    assertThat(trunk.outward().login()).contains(new Credentials("alice", "open sesame"));
    assertThat(trunk.outward().sound().codecs()).containsExactly("PCMA", "PCMU");
    assertThat(trunk.outward().headers()).hasSize(2);
    assertThat(trunk.numbers().country()).contains("DE");
    assertThat(trunk.gateways().getFirst().uri("1"))
        .isEqualTo("sip:1@sip.example.com;transport=tls");
    assertThat(routes.routes().getFirst().trunks()).containsExactly(trunk.sid());
    assertThat(read(WHOLE).trunks().getFirst().sid()).as("after a restart").isEqualTo(trunk.sid());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|no JSON in line 1, column 3",
        "[]|must be an object of JSON",
        "{'trunks':[{}]}|trunks[0].name: must have from 1 to 64 characters",
        "{'trunks':[{'name':'a','chanels':1}]}|trunks[0].chanels: is no setting",
        "{'trunks':[{'name':'a','channels':-1}]}|trunks[0].channels: must be from 0 to 1000000",
        "{'trunks':[{'name':'a'},{'name':'a'}]}|trunks[1].name: there are two of a",
        "{'trunks':[{'name':'a','password':'${env:NO}'}]}|trunks[0].password: ${env:NO} is not set",
        "{'trunks':[{'name':'a','gateways':[{'address':'x y'}]}]}|trunks[0].gateways[0].address"
            + " must be a host with or without a port, such as sip.example.com:5060",
        "{'routes':[{'prefix':'+49','trunks':['b']}]}|routes[0].trunks: there is no b",
        "{'trunk':[]}|the file: trunk is no name that is known here"
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('\'', '"'))).hasMessage(message);
  }

  @Test
  void readsAChangedFileAgainAndKeepsTheLastThatWasRight() throws IOException {
    TrunkFile file = file();
    assertThat(file.now().trunks()).isEmpty();
    write(WHOLE, 1_000);
    assertThat(file.now().trunks()).as("not looked at yet").isEmpty();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(file.now().trunks()).hasSize(1);

    write("{", 2_000);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(file.now().trunks()).as("what was right before").hasSize(1);
    write("{\"trunks\": []}", 3_000);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(file.now().trunks()).isEmpty();
  }

  @Test
  void keepsWhatWasReadOfAFileThatHasGone() throws IOException {
    write(WHOLE, 1_000);
    TrunkFile file = file();
    assertThat(file.now().trunks()).hasSize(1);
    Files.delete(folder.resolve("t.json"));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(file.now().trunks()).hasSize(1);
  }

  @Test
  void refusesCredentialListsOfNobody() {
    String lists = "CL" + "0".repeat(32);
    assertThatThrownBy(
            () -> read("{\"trunks\": [{\"name\": \"p\", \"credentialLists\": \"" + lists + "\"}]}"))
        .hasMessage("trunks[0].credentialLists: needs accounts");
  }
}
