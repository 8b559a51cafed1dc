package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.router.http.OneAccount.LOCAL;
import static org.jackfield.router.http.OneAccount.question;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.application.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A15, A16, D21: applications are asked in the public network, and where the operator allows it.
 */
class ForbiddenAddressesTest {

  private static final WebSettings NOTHING_SET = WebSettings.read(name -> null);

  private WebServer web;

  @BeforeEach
  void start() throws Exception {
    web = new WebServer();
    web.at("/voice", WebServer.says(200, "text/xml", "<Response/>"));
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1.2.3:8080/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://198.18.0.1/",
        "http://192.0.0.192/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://public@127.0.0.1/",
        "http://example.com@127.0.0.1/",
        "http://127.0.0.1#@example.com/",
        "http://127.0.0.1%2f@example.com:0/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "jar:http://127.0.0.1/a!/b",
        "//127.0.0.1/",
        "http:///voice",
        "http:127.0.0.1"
      })
  void areNotAskedInAnyOfTheirForms(String address) {
    assertThat(codeOf(NOTHING_SET, InetAddress::getAllByName, address)).isIn(11100, 11210);
  }

  @Test
  void areToldApartByTheAddressThatANameHas() {
    assertThat(codeOf(NOTHING_SET, name -> addresses("10.1.2.3"), "http://app.example.com/"))
        .isEqualTo(11100);
    assertThat(
            codeOf(
                NOTHING_SET, name -> addresses("192.0.2.1", "10.1.2.3"), "http://app.example.com/"))
        .isEqualTo(11100);
  }

  @Test
  void areLookedAtAgainWhereARedirectionLeads() throws Exception {
    web.at("/inward", WebServer.says(302, "text/plain", "", "Location: http://10.0.0.1/secret"));
    web.at("/file", WebServer.says(302, "text/plain", "", "Location: file:///etc/passwd"));

    assertThat(codeOf(LOCAL, InetAddress::getAllByName, web.address("/inward"))).isEqualTo(11100);
    assertThat(codeOf(LOCAL, InetAddress::getAllByName, web.address("/file"))).isEqualTo(11100);
  }

  @Test
  void areAskedWhereTheOperatorAllowsTheirNetwork() {
    WebSettings applications =
        WebSettings.read(Map.of("jackfield.application.allowed-networks", "127.0.0.1")::get);
    WebSettings others =
        WebSettings.read(
            Map.of(
                    "jackfield.allowed-networks", "127.0.0.0/8",
                    "jackfield.application.allowed-networks", "10.0.0.0/8")
                ::get);

    assertThat(ask(LOCAL, InetAddress::getAllByName, web.address("/voice")))
        .isInstanceOf(Answer.Text.class);
    assertThat(ask(applications, InetAddress::getAllByName, web.address("/voice")))
        .isInstanceOf(Answer.Text.class);
    assertThat(codeOf(others, InetAddress::getAllByName, web.address("/voice"))).isEqualTo(11100);
  }

  @Test
  void areAskedAtTheServerThatTheOperatorNamedForTheFirstCall() {
    WebSettings demo = WebSettings.read(Map.of("jackfield.demo.url", web.address("/start"))::get);

    assertThat(ask(demo, InetAddress::getAllByName, web.address("/voice")))
        .isInstanceOf(Answer.Text.class);
    assertThat(codeOf(demo, InetAddress::getAllByName, "http://127.0.0.1:1/")).isEqualTo(11100);
  }

  @Test
  void areConnectedToAsTheyWereChecked() {
    AtomicInteger lookups = new AtomicInteger();
    // A name server that says something else the second time, as an attacker's does
    Hosts.Lookup rebinding =
        name -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2");
    String address = "http://rebinding.example.com:" + web.port() + "/voice";

    assertThat(ask(LOCAL, rebinding, address)).isInstanceOf(Answer.Text.class);
    assertThat(lookups).hasValue(1);
    assertThat(web.asked().getFirst().header("Host"))
        .isEqualTo("rebinding.example.com:" + web.port());
  }

  @Test
  void areTriedOneAfterAnotherWhereANameHasSeveral() {
    String address = "http://two.example.com:" + web.port() + "/voice";

    assertThat(ask(LOCAL, name -> addresses("127.0.0.9", "127.0.0.1"), address))
        .isInstanceOf(Answer.Text.class);
  }

  @Test
  void areWaitedForNoLongerThanConnectingMayTake() {
    CountDownLatch end = new CountDownLatch(1);
    Hosts.Lookup dead =
        name -> {
          try {
            end.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(name);
        };
    long begin = System.nanoTime();

    assertThat(codeOf(LOCAL, dead, "http://dead.example.com/#ct=200&rc=0")).isEqualTo(11201);
    assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(200L, 4_900L);
    end.countDown();
  }

  private static InetAddress[] addresses(String... numbers) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      addresses[i] = InetAddress.getByName(numbers[i]);
    }
    return addresses;
  }

  private static int codeOf(WebSettings settings, Hosts.Lookup names, String address) {
    return ask(settings, names, address) instanceof Answer.Failure failure ? failure.code() : 0;
  }

  private static Answer ask(WebSettings settings, Hosts.Lookup names, String address) {
    try (HttpApplication application =
        new HttpApplication(new OneAccount(), InstantSource.system(), settings, names)) {
      return application.ask(question("POST", address));
    }
  }
}
