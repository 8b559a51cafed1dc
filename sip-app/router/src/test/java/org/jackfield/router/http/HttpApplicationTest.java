package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.router.http.OneAccount.LOCAL;
import static org.jackfield.router.http.OneAccount.TOKEN;
import static org.jackfield.router.http.OneAccount.question;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.jackfield.application.Answer;
import org.jackfield.application.Question.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApplicationTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String DOCUMENT = "<Response/>";

  private WebServer web;
  private HttpApplication application;

  @BeforeEach
  void start() throws Exception {
    web = new WebServer();
    application = new HttpApplication(new OneAccount(), InstantSource.fixed(NOW), LOCAL);
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

  /** RFC 9112 section 9.3.1: a kept connection may be closed at the moment of a request. */
  @Test
  void asksAgainWhereAKeptConnectionTurnsOutToBeClosed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answersOneRequestAConnection(server));
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/";

      for (int i = 0; i < 5; i++) {
        assertThat(application.ask(question("POST", address))).isInstanceOf(Answer.Text.class);
      }
    }
  }

  /** Says that it keeps the connection, and closes it when the next request has come. */
  private static void answersOneRequestAConnection(ServerSocket server) {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 11\r\n\r\n" + DOCUMENT;
    try {
      while (true) {
        try (Socket connection = server.accept()) {
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
          while (!lines.readLine().isEmpty()) {
            // The head of the first request
          }
          connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          lines.readLine();
        }
      }
    } catch (IOException closed) {
      // The test is over
    }
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

  /** RFC 3986 section 5.2.2. */
  @Test
  void followsAQueryAloneToTheSamePath() {
    web.at(
        "/menu/voice",
        asked ->
            (asked.target().contains("step=2")
                    ? WebServer.says(200, "text/xml", DOCUMENT)
                    : WebServer.says(307, "text/plain", "", "Location: ?step=2"))
                .answer(asked));

    assertThat(ask("POST", "/menu/voice")).isInstanceOf(Answer.Text.class);
    assertThat(web.asked().getLast().target()).isEqualTo("/menu/voice?step=2");
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
  void keepsNamesAndPasswordsOutOfWhatItTells() {
    Answer.Failure failure = (Answer.Failure) askAt("POST", "ftp://joe:secret@example.com/voice");

    assertThat(failure.message()).contains("ftp://example.com/voice").doesNotContain("secret");
    assertThat(failure.exchange().address()).isEqualTo("ftp://example.com/voice");
  }

  @Test
  void doesNotReadSound() {
    web.at("/tune", WebServer.says(200, "audio/mpeg", "x".repeat(200_000)));

    assertThat(ask("GET", "/tune")).isInstanceOf(Answer.Sound.class);
  }

  /** P1.9: which of its sounds it means it has said in the answer to the very question. */
  @Test
  void namesASoundByAllThatWasAskedFor() {
    web.at("/tune", WebServer.says(200, "audio/mpeg", "x"));

    assertThat(((Answer.Sound) ask("GET", "/tune?a=1")).address())
        .isEqualTo(URI.create(web.address("/tune?a=1&From=%2B15550001&Digits=1+2")));
  }

  @ParameterizedTest
  @CsvSource({
    "text/xml, ISO-8859-1",
    "application/xml, latin1",
    "text/xml; charset=windows-1252, utf-8",
    "text/xml, UTF-16",
  })
  void readsADocumentInTheEncodingThatItSays(String type, String declared) {
    Charset written =
        type.contains("1252") ? Charset.forName("windows-1252") : Charset.forName(declared);
    String document = "<?xml version='1.0' encoding='" + declared + "'?><Say>Grüße</Say>";
    web.at("/voice", WebServer.says(200, type, document.getBytes(written)));

    assertThat(((Answer.Text) ask("POST", "/voice")).body()).isEqualTo(document);
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

    assertThat(failure.code()).isEqualTo(11217);
    assertThat(failure.exchange().status()).isEqualTo(500);
    assertThat(failure.exchange().body()).isEqualTo("<h1>Oops</h1>");
    assertThat(failure.exchange().parameters()).contains("Digits=1+2");
    assertThat(web.asked()).hasSize(1);
  }

  @Test
  void unpacksWhatIsPackedWithGzipAndNothingElse() throws Exception {
    web.at("/packed", WebServer.says(200, "text/xml", gzip(DOCUMENT), "Content-Encoding: gzip"));
    web.at("/broken", WebServer.says(200, "text/xml", new byte[] {1, 2}, "Content-Encoding: gzip"));
    web.at("/other", WebServer.says(200, "text/xml", gzip(DOCUMENT), "Content-Encoding: br"));

    assertThat(((Answer.Text) ask("POST", "/packed")).body()).isEqualTo(DOCUMENT);
    assertThat(web.asked().getFirst().header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(failure(ask("POST", "/broken")).code()).isEqualTo(11206);
    assertThat(failure(ask("POST", "/other")).message())
        .isEqualTo("What came is not HTTP: it is encoded with br, not with gzip");
  }

  @Test
  void unpacksNoMoreOfABombThanADocumentMayHave() throws Exception {
    String bomb = " ".repeat(50_000_000);
    web.at("/bomb", WebServer.says(200, "text/xml", gzip(bomb), "Content-Encoding: gzip"));

    assertThat(((Answer.Text) ask("POST", "/bomb")).body()).hasSize(Answer.MAX_BYTES + 1);
  }

  @Test
  void passesOverAFragmentThatSaysNothing() {
    web.at("/voice", WebServer.says(200, "text/xml", DOCUMENT));

    assertThat(ask("POST", "/voice#rc=%25zz&ct&=5&rt=nine")).isInstanceOf(Answer.Text.class);
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

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private Answer ask(String method, String path) {
    return askAt(method, web.address(path));
  }

  private Answer askAt(String method, String address) {
    return application.ask(question(method, address));
  }

  private static Answer.Failure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    return (Answer.Failure) answer;
  }
}
