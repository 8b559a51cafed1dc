package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.Calls;
import org.jackfield.system.sip.application.Interfaces;
import org.jackfield.system.sip.application.Journal;
import org.jackfield.system.sip.application.Orders;
import org.jackfield.system.sip.application.OutgoingCallServlet;
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

  private static final int SHIFT = 200;
  private static final Phone FIRST = Phone.udp(5060 + TestServer.offset() + SHIFT);
  private static final Phone SECOND = Phone.udp(5060 + TestServer.offset() + SHIFT);

  private static final NameServer DNS =
      new NameServer(
          NameServer.record(
              "_sip._udp.calls.test.", Type.SRV, "10 1 " + port(FIRST) + " phone.test."),
          NameServer.record(
              "_sip._udp.calls.test.", Type.SRV, "20 1 " + port(SECOND) + " phone.test."),
          NameServer.record("calls.test.", Type.TXT, "x"),
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
    server = TestServer.start("dns", SHIFT);
    ModelNode servers = TestServer.operation("write-attribute", "subsystem=sip");
    servers.get("name").set("dns-servers");
    servers.get("value").setEmptyList().add("127.0.0.1:" + DNS.port());
    server.run(servers);
    server.reload();
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
    FIRST.close();
    SECOND.close();
  }

  private static String port(Phone phone) {
    return phone.address().substring(phone.address().indexOf(':') + 1);
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

  /** RFC 3261 section 9.1: a CANCEL that waits for news is not forgotten over the next server. */
  @Test
  void asksNobodyElseOnceTheCallIsGivenUp() throws Exception {
    WebArchive calling =
        ShrinkWrap.create(WebArchive.class, "calling.war")
            .addClasses(OutgoingCallServlet.class, Interfaces.class)
            .addClasses(Journal.class, Orders.class, Calls.class);
    try (TestServer.Deployment application = server.deploy(calling);
        HttpClient http = HttpClient.newHttpClient()) {
      String callId = order(http, "call", "sip:user@calls.test");
      Dialog first = FIRST.awaits("INVITE");
      order(http, "cancel", callId);

      first.answer(503);

      first.expect("ACK");
      assertThat(
              SECOND.await(
                  "INVITE",
                  message -> message.isRequest() && message.method().equals("INVITE"),
                  Duration.ofMillis(500)))
          .isEmpty();
    }
  }

  private static String order(HttpClient http, String order, String argument) throws Exception {
    String address = "http://127.0.0.1:%d/calling/order?order=%s&argument=%s";
    URI uri = URI.create(address.formatted(server.httpPort(), order, argument));
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
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
