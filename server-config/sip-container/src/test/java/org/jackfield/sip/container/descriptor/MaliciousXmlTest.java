package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaliciousXmlTest {
  @Test
  void entitiesOfTheDocumentAreRefused() {
    assertThat(
            Reading.errorOf(
                "<!DOCTYPE sip-app [<!ENTITY x 'boom'>]>\n<sip-app><app-name>&x;</app-name></sip-app>"))
        .startsWith("sip.xml:2: the entity &x; is not allowed");
  }

  @Test
  void entitiesThatMultiplyAreRefused() {
    assertThat(
            Reading.errorOf(
                """
                <!DOCTYPE sip-app [
                  <!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
                  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
                  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
                ]>
                <sip-app><app-name>&d;</app-name></sip-app>
                """))
        .contains("&d; is not allowed");
  }

  @Test
  void filesAreNotRead(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "topsecret");
    String error =
        Reading.errorOf(
            "<!DOCTYPE sip-app [<!ENTITY x SYSTEM '%s'>]><sip-app><app-name>&x;</app-name></sip-app>"
                .formatted(secret.toUri()));
    assertThat(error).contains("&x; is not allowed").doesNotContain("topsecret");
  }

  @Test
  void nothingIsFetched() throws Exception {
    try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + trap.getLocalPort() + "/";
      Reading.document(
          ("<!DOCTYPE sip-app [<!ENTITY %% p SYSTEM '%s'> %%p;]>"
                  + "<sip-app xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                  + " xsi:schemaLocation='http://www.jcp.org/xml/ns/sipservlet %s'/>")
              .formatted(address, address));
      trap.setSoTimeout(1);
      assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void deepNestingIsRefusedBeforeItCostsTheStack() {
    String deep =
        "<servlet-selection><servlet-mapping><servlet-name>a</servlet-name><pattern>"
            + "<not>".repeat(50_000);
    assertThat(Reading.errorWith(deep)).contains("nested deeper than 50");
    assertThat(Reading.errorWith("<env-entry>" + "<x>".repeat(50_000)))
        .contains("nested deeper than 50");
  }

  @Test
  void aHugeDocumentIsRefused() {
    assertThat(Reading.errorOf("<sip-app>" + " ".repeat(1 << 20) + "</sip-app>"))
        .isEqualTo("sip.xml is longer than the 1 MiB that is allowed");
  }

  @Test
  void anyDamageIsAnErrorOfTheDescriptorOrHarmless() throws Exception {
    String whole =
        """
        <sip-app><app-name>x</app-name><servlet><servlet-name>a</servlet-name>
        <servlet-class>x.A</servlet-class></servlet><servlet-selection><servlet-mapping>
        <servlet-name>a</servlet-name><pattern><not><equal ignore-case="true">
        <var>request.uri.host</var><value>b</value></equal></not></pattern></servlet-mapping>
        </servlet-selection></sip-app>
        """;
    Random random = new Random(289);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(1, 127));
      }
      try {
        Reading.document(damaged.toString());
      } catch (SipDescriptorException e) {
        assertThat(e).hasMessageStartingWith("sip.xml");
      }
    }
  }
}
