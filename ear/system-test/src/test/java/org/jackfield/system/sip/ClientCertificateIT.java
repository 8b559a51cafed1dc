package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.sip.SecurityDomains.Domain;
import org.jackfield.system.sip.SecurityDomains.User;
import org.jackfield.system.sip.application.GuardedServlet;
import org.jackfield.system.sip.application.Register;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers who are known by the certificate of their connection: CLIENT-CERT in sip.xml. */
class ClientCertificateIT {
  private static final String DOMAIN = "certified";
  private static final Keys SERVER = Keys.make("certifying", "ip:127.0.0.1");
  private static final Keys KNOWN = Keys.make("known", "ip:127.0.0.1").trusting(SERVER);
  private static final Keys OPERATOR = Keys.make("operator", "ip:127.0.0.1").trusting(SERVER);

  /** Trusted, but no user. */
  private static final Keys UNKNOWN = Keys.make("unknown", "ip:127.0.0.1").trusting(SERVER);

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .ssl(
              DOMAIN,
              SERVER.trusting(KNOWN).trusting(OPERATOR).trusting(UNKNOWN),
              context -> context.get("want-client-auth").set(true))
          .replacing(
              "subsystem=sip/connector=tls",
              connector -> connector.get("ssl-context").set(DOMAIN + "-server"));

  @RegisterExtension
  @Order(2)
  static final SecurityDomains domains =
      SecurityDomains.of(
          new Domain(
              DOMAIN,
              List.of(
                  new User("CN=known", "canary-c0ffee", "phone"),
                  new User("CN=operator", "canary-0b0e", "operator"))));

  @RegisterExtension
  @Order(3)
  static final DeployedApplication application =
      DeployedApplication.of(GuardedServlet.class, Register.class)
          .withDescriptor("sip.xml", DescriptorFile.read("certified-sip.xml"))
          .withDescriptor(
              "jboss-web.xml",
              "<jboss-web><security-domain>" + DOMAIN + "</security-domain></jboss-web>");

  @Test
  void tellsServletAndBeanWhoseCertificateItIs() {
    try (Phone phone = Phone.tls(application.tls(), KNOWN.context())) {
      Message answer = register(phone, 200);

      assertThat(answer.header("Principal")).isEqualTo("CN=known");
      assertThat(answer.header("Roles")).isEqualTo("phone=true linked=false operator=false");
      assertThat(answer.header("Bean")).startsWith("CN=known phone=true");
    }
  }

  @Test
  void refusesWhoHasNotTheRole() {
    try (Phone phone = Phone.tls(application.tls(), OPERATOR.context())) {
      register(phone, 403);
    }
  }

  @Test
  void refusesWhoIsNoUser() {
    try (Phone phone = Phone.tls(application.tls(), UNKNOWN.context())) {
      register(phone, 403);
    }
  }

  @Test
  void refusesWhoShowsNoCertificate() {
    try (Phone overTls = Phone.tls(application.tls(), Keys.trustingAnybody());
        Phone overTcp = application.phone("TCP")) {
      register(overTls, 403);
      register(overTcp, 403);
    }
  }

  @Test
  void asksNobodyForWhatIsOpenToAll() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      Message answer = dialog.expect(200, dialog.send("OPTIONS"));

      assertThat(answer.header("Principal")).isEqualTo("nobody");
    }
  }

  private static Message register(Phone phone, int status) {
    Dialog dialog = phone.dialog(application.uri("anybody"));
    return dialog.expect(status, dialog.send("REGISTER"));
  }
}
