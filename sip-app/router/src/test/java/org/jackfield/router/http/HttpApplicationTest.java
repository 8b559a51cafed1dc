package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.CookieJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApplicationTest {

  private static final String TOKEN = "12345";
  private static final Sid ACCOUNT = Sid.random("AC");
  private static final Sid CALL = Sid.random("CA");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String DOCUMENT = "<Response/>";

  private WebServer web;
  private HttpApplication application;

  @BeforeEach
  void start() throws Exception {
    web = new WebServer();
    application = new HttpApplication(new OneAccount(), InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() {
    application.close();
    web.close();
  }

  @Test
  void postsParametersAsAForm() {
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT));

    Answer answer = ask("POST", "/voice");

    assertThat(answer).isInstanceOf(Answer.Text.class);
    WebServer.Asked asked = web.asked().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("From=%2B15550001&Digits=1+2");
    assertThat(asked.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
    assertThat(asked.header("I-Twilio-Idempotency-Token")).isEqualTo("once");
  }

  @Test
  void putsParametersIntoTheQueryOfAGet() {
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT));

    ask("GET", "/voice?menu=main");

    assertThat(web.asked().getFirst().target())
        .isEqualTo("/voice?menu=main&From=%2B15550001&Digits=1+2");
  }

  @Test
  void signsAsTheDocumentedVectorSays() {
    List<Parameter> form =
        List.of(
            new Parameter("CallSid", "CA1234567890ABCDE"),
            new Parameter("Caller", "+14158675310"),
            new Parameter("Digits", "1234"),
            new Parameter("From", "+14158675310"),
            new Parameter("To", "+18005551212"));
    URI address = URI.create("https://example.com/myapp.php?foo=1&bar=2");

    assertThat(RequestSignature.of(TOKEN, address, form)).isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
    assertThat(
            RequestSignature.of(
                TOKEN, URI.create("https://example.com:8443/myapp.php?foo=1&bar=2"), form))
        .isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
  }

  @Test
  void neitherSendsNorSignsUserInformationAndFragment() {
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT));
    String bare = web.address("/voice");

    askAt("POST", bare.replace("http://", "http://joe:secret@") + "#rc=0");

    WebServer.Asked asked = web.asked().getFirst();
    assertThat(asked.target()).isEqualTo("/voice");
    assertThat(asked.header("Authorization")).isEmpty();
    assertThat(asked.header(RequestSignature.HEADER))
        .isEqualTo(
            RequestSignature.of(TOKEN, URI.create(bare), question("POST", bare).parameters()));
  }

  @Test
  void keepsMethodAndBodyOver307AndTurnsToGetOver302() {
    web.at("/seven", WebServer.says(307, "text/plain", "", "Location: /voice"));
    web.at("/two", WebServer.says(302, "text/plain", "", "Location: /voice"));
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT));

    Answer.Text kept = (Answer.Text) ask("POST", "/seven");
    ask("POST", "/two");

    assertThat(web.asked().get(1).method()).isEqualTo("POST");
    assertThat(web.asked().get(1).body()).contains("Digits");
    assertThat(web.asked().get(3).method()).isEqualTo("GET");
    assertThat(web.asked().get(3).body()).isEmpty();
    assertThat(kept.address()).hasToString(web.address("/voice"));
  }

  @Test
  void followsTenRedirectionsAndNoMore() {
    web.at("/loop", WebServer.says(302, "text/plain", "", "Location: /loop"));

    assertThat(failure(ask("GET", "/loop")).code()).isEqualTo(11215);
    assertThat(web.asked()).hasSize(11);
  }

  @Test
  void carriesCookiesAlongARedirectionAndReportsThem() {
    web.at("/set", WebServer.says(302, "text/plain", "", "Location: /voice", "Set-Cookie: a=1"));
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT, "Set-Cookie: b=2; Path=/"));

    Answer answer = ask("GET", "/set");

    assertThat(web.asked().get(1).header("Cookie")).isEqualTo("a=1");
    assertThat(answer.cookies()).extracting("name").containsExactly("a", "b");
    assertThat(answer.exchange().headers()).doesNotContain("b=2");
  }

  @Test
  void logsInByBasicOnlyWhenAskedAndStaysLoggedInForTheCall() {
    web.at(
        "/voice",
        asked ->
            (asked.header("Authorization").isEmpty()
                    ? WebServer.says(401, "text/plain", "", "WWW-Authenticate: Basic realm=\"x\"")
                    : WebServer.says(200, "text/xml", DOCUMENT))
                .answer(asked));
    String address = web.address("/voice").replace("http://", "http://joe:se%20cret@");

    assertThat(askAt("POST", address)).isInstanceOf(Answer.Text.class);
    askAt("POST", address);
    application.forget(CALL);
    askAt("POST", address);

    assertThat(web.asked().stream().map(asked -> asked.header("Authorization")))
        .containsExactly(
            "", "Basic am9lOnNlIGNyZXQ=", "Basic am9lOnNlIGNyZXQ=", "", "Basic am9lOnNlIGNyZXQ=");
  }

  @Test
  void answersADigestChallengeAndCountsTheNonce() {
    String challenge =
        "WWW-Authenticate: Digest realm=\"r\", qop=\"auth,auth-int\", algorithm=SHA-256,"
            + " nonce=\"n1\", opaque=\"o\"";
    web.at(
        "/voice",
        asked ->
            (asked.header("Authorization").isEmpty()
                    ? WebServer.says(401, "text/plain", "", challenge)
                    : WebServer.says(200, "text/xml", DOCUMENT))
                .answer(asked));
    String address = web.address("/voice").replace("http://", "http://joe:pw@");

    askAt("POST", address);
    askAt("POST", address);

    assertThat(web.asked()).hasSize(3);
    assertThat(web.asked().get(1).header("Authorization"))
        .startsWith("Digest username=\"joe\"")
        .contains("nc=00000001", "qop=auth", "algorithm=SHA-256", "opaque=\"o\"", "uri=\"/voice\"");
    assertThat(web.asked().get(2).header("Authorization")).contains("nc=00000002");
  }

  @Test
  void answersADigestChallengeAsTheRfcDoes() {
    // RFC 2617 section 3.5, whose client nonce is not ours to choose: the old form without qop
    Challenge challenge =
        Challenge.best(
                List.of(
                    "Digest realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""))
            .orElseThrow();
    String answer =
        new Login(challenge, "Mufasa:Circle Of Life")
            .authorization("GET", URI.create("http://www.nowhere.org/dir/index.html"));

    assertThat(answer).contains("response=\"670fd8c2df070c60b045671b8b24ff02\"");
  }

  @Test
  void doesNotReadSound() {
    web.at("/tune", WebServer.says(200, "audio/mpeg", "x".repeat(200_000)));

    assertThat(ask("GET", "/tune")).isInstanceOf(Answer.Sound.class);
  }

  @Test
  void readsNoMoreThanADocumentMayHave() {
    web.at("/long", WebServer.says(200, "text/xml", "x".repeat(200_000)));

    assertThat(((Answer.Text) ask("GET", "/long")).body()).hasSize(Answer.MAX_BYTES + 1);
  }

  @Test
  void tellsWhatAnErrorSaid() {
    web.at("/broken", WebServer.says(500, "text/html", "<h1>Oops</h1>"));

    Answer.Failure failure = failure(ask("POST", "/broken"));

    assertThat(failure.code()).isEqualTo(11200);
    assertThat(failure.exchange().status()).isEqualTo(500);
    assertThat(failure.exchange().body()).isEqualTo("<h1>Oops</h1>");
    assertThat(failure.exchange().parameters()).contains("Digits=1+2");
    assertThat(web.asked()).hasSize(1);
  }

  @Test
  void triesAgainAsTheAddressSays() {
    web.at("/broken", WebServer.says(503, "text/plain", ""));

    ask("POST", "/broken#rc=2&rp=5xx");

    assertThat(web.asked()).hasSize(3);
  }

  @Test
  void givesUpOnASlowApplicationInTime() {
    CountDownLatch end = new CountDownLatch(1);
    web.at(
        "/slow",
        asked -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try {
      assertThat(failure(ask("POST", "/slow#tt=300&rc=0")).code()).isEqualTo(11203);
    } finally {
      end.countDown();
    }
  }

  @Test
  void namesWhatKeptAnApplicationFromAnswering() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(failure(askAt("GET", "http://127.0.0.1:" + closed + "/#rc=0")).code())
        .isEqualTo(11202);
    assertThat(failure(askAt("GET", "http://no-such-host.invalid/#rc=0")).code()).isEqualTo(11210);
    assertThat(failure(askAt("GET", "ftp://127.0.0.1/")).code()).isEqualTo(11100);
    assertThat(failure(askAt("GET", "no address")).code()).isEqualTo(11100);
  }

  private Answer ask(String method, String path) {
    return askAt(method, web.address(path));
  }

  private Answer askAt(String method, String address) {
    return application.ask(question(method, address));
  }

  private static Question question(String method, String address) {
    return new Question(
        ACCOUNT,
        CALL,
        new Target(address, method),
        List.of(new Parameter("From", "+15550001"), new Parameter("Digits", "1 2")),
        CookieJar.EMPTY,
        "once");
  }

  private static Answer.Failure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    return (Answer.Failure) answer;
  }

  private static final class OneAccount implements Directory {
    @Override
    public Optional<Destination> called(String called) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> account(Sid accountSid) {
      return Optional.of(new Account(accountSid, TOKEN));
    }
  }
}
