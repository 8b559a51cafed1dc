package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.NamingServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The naming entries that sip.xml shares with web.xml. */
class NamingIT {
  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(NamingServlet.class)
          .withDescriptor(
              "sip.xml",
              """
              <sip-app xmlns="http://www.jcp.org/xml/ns/sipservlet"
                  xmlns:javaee="http://java.sun.com/xml/ns/javaee" version="1.1">
                <app-name>naming</app-name>
                <servlet>
                  <javaee:servlet-name>naming</javaee:servlet-name>
                  <javaee:servlet-class>%s</javaee:servlet-class>
                </servlet>
                <javaee:env-entry>
                  <javaee:env-entry-name>city</javaee:env-entry-name>
                  <javaee:env-entry-type>java.lang.String</javaee:env-entry-type>
                  <javaee:env-entry-value>Graz</javaee:env-entry-value>
                </javaee:env-entry>
                <javaee:env-entry>
                  <javaee:env-entry-name>street</javaee:env-entry-name>
                  <javaee:env-entry-type>java.lang.String</javaee:env-entry-type>
                  <javaee:env-entry-value>of sip.xml</javaee:env-entry-value>
                </javaee:env-entry>
                <javaee:env-entry>
                  <javaee:env-entry-name>lines</javaee:env-entry-name>
                  <javaee:env-entry-type>java.lang.Integer</javaee:env-entry-type>
                  <javaee:env-entry-value>7</javaee:env-entry-value>
                </javaee:env-entry>
                <javaee:resource-env-ref>
                  <javaee:resource-env-ref-name>module</javaee:resource-env-ref-name>
                  <javaee:resource-env-ref-type>java.lang.String</javaee:resource-env-ref-type>
                  <javaee:lookup-name>java:module/ModuleName</javaee:lookup-name>
                </javaee:resource-env-ref>
                <javaee:message-destination>
                  <javaee:message-destination-name>none</javaee:message-destination-name>
                </javaee:message-destination>
              </sip-app>
              """
                  .formatted(NamingServlet.class.getName()))
          .withDescriptor(
              "web.xml",
              """
              <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                <env-entry>
                  <env-entry-name>street</env-entry-name>
                  <env-entry-type>java.lang.String</env-entry-type>
                  <env-entry-value>of web.xml</env-entry-value>
                </env-entry>
                <env-entry>
                  <env-entry-name>number</env-entry-name>
                  <env-entry-type>java.lang.Integer</env-entry-type>
                  <env-entry-value>1</env-entry-value>
                </env-entry>
              </web-app>
              """);

  @ParameterizedTest
  @CsvSource({
    "java:comp/env/city, Graz",
    "java:comp/env/module, NamingIT",
    "java:comp/env/street, of web.xml",
    "java:comp/env/number, 1",
    "java:comp/env/elsewhere, nothing",
    "injected, 7"
  })
  void areThoseOfTheWebApplicationToo(String name, String value) {
    try (Phone phone = application.phone("TCP")) {
      Dialog message = phone.dialog(application.uri("anybody"));

      Message answer =
          message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", name));

      assertThat(answer.body()).isEqualTo(value);
    }
  }

  @Test
  void whatHasNoEffectIsNamedInTheLog() {
    assertThat(application.server().log())
        .contains("NamingIT.war: <message-destination> in WEB-INF/sip.xml has no effect");
  }
}
