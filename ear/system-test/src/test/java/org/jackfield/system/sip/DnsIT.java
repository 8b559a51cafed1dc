package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.xbill.DNS.Type;

/** RFC 3263: where a request goes whose address is a domain. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DnsIT {
  private static final int PHONE = Sipp.freePort();
  private static final int BUSY = Sipp.freePort();
  private static final NameServer DNS =
      new NameServer(
          NameServer.record(
              "naptr.test.", Type.NAPTR, "10 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.servers.test."),
          NameServer.record("_sip._udp.servers.test.", Type.SRV, "10 1 " + PHONE + " phone.test."),
          NameServer.record("_sip._udp.srv.test.", Type.SRV, "10 1 " + PHONE + " phone.test."),
          NameServer.record("_sip._udp.two.test.", Type.SRV, "10 1 " + BUSY + " phone.test."),
          NameServer.record("_sip._udp.two.test.", Type.SRV, "20 1 " + PHONE + " phone.test."),
          NameServer.record("srv.test.", Type.TXT, "x"),
          NameServer.record("two.test.", Type.TXT, "x"),
          NameServer.record("phone.test.", Type.A, "127.0.0.1"));
  private static TestServer server;
  private static TestServer.Deployment deployed;

  @BeforeAll
  static void start() {
    server = TestServer.start("dns", 200);
    ModelNode servers = TestServer.operation("write-attribute", "subsystem=sip");
    servers.get("name").set("dns-servers");
    servers.get("value").setEmptyList().add("127.0.0.1:" + DNS.port());
    server.run(servers);
    server.run(TestServer.operation("reload", ""));
    server.awaitRunning();
    deployed =
        server.deploy(
            ShrinkWrap.create(WebArchive.class, "forwarding.war")
                .addClass(ForwardingServlet.class));
  }

  @AfterAll
  static void stop() {
    deployed.close();
    server.close();
    DNS.close();
  }

  @Test
  void findsTheTransportByNaptrAndTheServerBySrv() {
    reaches("sip:user@naptr.test");

    assertThat(DNS.questions()).contains("NAPTR naptr.test.", "SRV _sip._udp.servers.test.");
  }

  @Test
  void findsTheServerBySrvWhereThereIsNoNaptr() {
    reaches("sip:user@srv.test");

    assertThat(DNS.questions()).contains("SRV _sip._udp.srv.test.");
  }

  @Test
  void findsAHostWithAPortByItsAddressAlone() {
    reaches("sip:user@phone.test:" + PHONE);

    assertThat(DNS.questions()).contains("A phone.test.");
  }

  @Test
  void goesToTheNextServerWhenTheFirstIsUnavailable() {
    try (Sipp.Running busy = Sipp.scenario("uas-message-503").port(BUSY).start()) {
      reaches("sip:user@two.test");

      busy.await().mustSucceed();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void sendsWhateverItIsToTheOutboundProxy() {
    server.write("subsystem=sip", "outbound-proxy", "sip:127.0.0.1:" + PHONE);
    server.reload();

    reaches("sip:user@nowhere.test");

    assertThat(DNS.questions()).noneMatch(question -> question.contains("nowhere.test"));
  }

  private static void reaches(String address) {
    try (Sipp.Running phone = Sipp.scenario("uas-message").port(PHONE).start()) {
      Sipp.scenario("uac-message").to(server.sipPort()).key("body", address).run().mustSucceed();
      phone.await().mustSucceed();
    }
  }
}
