package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.deployment.selected.DeclaredListener;
import org.jackfield.system.deployment.selected.NamedServlet;
import org.jackfield.system.sip.DeployedApplication;
import org.jackfield.system.sip.DescriptorFile;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servlet of an application a request goes to: JSR 289 sections 16 and 19. */
class ServletSelectionIT {
  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(NamedServlet.class, DeclaredListener.class)
          .withDescriptor("sip.xml", DescriptorFile.read("selected-sip.xml"));

  private final Phone phone = application.phone("TCP");

  @AfterEach
  void close() {
    phone.close();
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, sip:EQUAL@example.org, equal",
    "MESSAGE, sip:anybody@example.org;extension=7, exists",
    "MESSAGE, sip:goes-within-it@example.org, contains",
    "MESSAGE, sip:anybody@office.example.com, subdomain",
    "MESSAGE, sip:anybody@desk.office.example.com, subdomain",
    "MESSAGE, sip:both@example.org, both",
    "MESSAGE, sip:one@example.org, either",
    "MESSAGE, sip:other@example.org, either",
    "OPTIONS, sip:not-a-message@example.org, neither",
  })
  void takesTheServletWhosePatternHolds(String method, String uri, String servlet) {
    Dialog request = phone.dialog(uri);

    Message answer = request.expect(200, request.send(method));

    assertThat(answer.header(NamedServlet.NAME)).isEqualTo(servlet);
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS, sip:both@example.org",
    "MESSAGE, sip:not-a-message@example.org",
    "MESSAGE, sip:anybody@backoffice.example.com",
    "MESSAGE, sip:Other@example.org",
  })
  void takesNoneWhereNoPatternHolds(String method, String uri) {
    Dialog request = phone.dialog(uri);

    request.expect(404, request.send(method));
  }

  @Test
  void staysWithTheServletForTheWholeCall() {
    Dialog call = phone.dialog("sip:equal@example.org");
    call.ack(call.expect(200, call.send("INVITE")));

    Message answer = call.expect(200, call.send("BYE"));

    assertThat(answer.header(NamedServlet.NAME)).isEqualTo("equal");
  }

  @Test
  void givesServletsTheirParameters() {
    Dialog request = phone.dialog("sip:equal@example.org");

    Message answer = request.expect(200, request.send("OPTIONS"));

    assertThat(answer.header(NamedServlet.GREETING)).isEqualTo("Hello from Graz");
  }

  @Test
  void tellsTheDeclaredListenerThatAServletIsReady() {
    assertThat(application.journal()).contains("initialized equal");
  }
}
