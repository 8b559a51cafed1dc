package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.router.http.OneAccount.CALL;
import static org.jackfield.router.http.OneAccount.LOCAL;
import static org.jackfield.router.http.OneAccount.question;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that want a name and a password (P1.15). */
class LoginTest {

  private static final String DOCUMENT = "<Response/>";

  private WebServer web;
  private HttpApplication application;

  @BeforeEach
  void start() throws Exception {
    web = new WebServer();
    application = new HttpApplication(new OneAccount(), InstantSource.fixed(Instant.EPOCH), LOCAL);
  }

  @AfterEach
  void stop() {
    application.close();
    web.close();
  }

  /** RFC 9110 section 11.5: what is said to an origin is for that origin alone. */
  @Test
  void takesTheLoginAlongToAnotherPlaceOfTheSameOriginOnly() {
    web.at("/moved", WebServer.says(307, "text/plain", "", "Location: /voice"));
    String foreign = web.address("/voice").replace("127.0.0.1", "localhost");
    web.at("/away", WebServer.says(307, "text/plain", "", "Location: " + foreign));
    web.at(
        "/voice",
        asked ->
            (asked.header("Authorization").isEmpty()
                    ? WebServer.says(401, "text/plain", "", "WWW-Authenticate: Basic realm=\"x\"")
                    : WebServer.says(200, "text/xml", DOCUMENT))
                .answer(asked));

    assertThat(askAt("POST", web.address("/moved").replace("http://", "http://joe:pw@")))
        .isInstanceOf(Answer.Text.class);
    assertThat(askAt("POST", web.address("/away").replace("http://", "http://joe:pw@")))
        .isInstanceOf(Answer.Failure.class);
    assertThat(web.asked().getLast().header("Authorization")).isEmpty();
  }

  /** A document's relative address has no user information, and its children are other calls. */
  @Test
  void logsInAgainForWhatBelongsToACallThatIsLoggedIn() {
    AtomicReference<String> nonce = new AtomicReference<>("n1");
    web.at(
        "/voice",
        asked ->
            (asked.header("Authorization").contains("nonce=\"" + nonce.get() + "\"")
                    ? WebServer.says(200, "text/xml", DOCUMENT)
                    : WebServer.says(
                        401,
                        "text/plain",
                        "",
                        "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", stale=true, nonce=\""
                            + nonce.get()
                            + "\""))
                .answer(asked));
    assertThat(askAt("POST", web.address("/voice").replace("http://", "http://joe:pw@")))
        .isInstanceOf(Answer.Text.class);

    nonce.set("n2");
    assertThat(ask("POST", "/voice")).as("after a while").isInstanceOf(Answer.Text.class);
    Sid child = Sid.random("CA");
    application.follow(child, CALL);
    Question ofCall = question("POST", web.address("/voice"));
    Question ofChild =
        new Question(
            ofCall.accountSid(),
            child,
            ofCall.target(),
            ofCall.parameters(),
            ofCall.jar(),
            ofCall.idempotencyToken());
    assertThat(application.ask(ofChild)).isInstanceOf(Answer.Text.class);
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

  private Answer ask(String method, String path) {
    return askAt(method, web.address(path));
  }

  private Answer askAt(String method, String address) {
    return application.ask(question(method, address));
  }
}
