package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.router.http.OneAccount.CALL;
import static org.jackfield.router.http.OneAccount.LOCAL;
import static org.jackfield.router.http.OneAccount.question;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.call.Sid;
import org.jackfield.session.CookieJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P1.19: documents that applications allow to be used again. */
class CachedDocumentsTest {

  private static final String DOCUMENT = "<Response><Say>Hello</Say></Response>";
  private static final String OTHER = "<Response><Say>Changed</Say></Response>";

  private WebServer web;
  private HttpApplication application;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @BeforeEach
  void start() throws Exception {
    web = new WebServer();
    application = new HttpApplication(new OneAccount(), () -> now, LOCAL);
  }

  @AfterEach
  void stop() {
    application.close();
    web.close();
  }

  @Test
  void areNotAskedForWhileTheyAreFresh() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60", "ETag: \"1\""));

    assertThat(get("/menu")).isEqualTo(DOCUMENT);
    now = now.plusSeconds(59);
    assertThat(get("/menu")).isEqualTo(DOCUMENT);

    assertThat(web.asked()).hasSize(1);
  }

  @Test
  void areAskedForWithTheirValidatorsWhenTheyAreStale() {
    web.at(
        "/menu",
        asked ->
            (asked.header("If-None-Match").equals("\"1\"")
                    ? WebServer.says(304, "text/xml", "", "Cache-Control: max-age=60")
                    : says(
                        DOCUMENT,
                        "Cache-Control: max-age=60",
                        "ETag: \"1\"",
                        "Last-Modified: Sun, 01 Mar 2026 11:00:00 GMT"))
                .answer(asked));

    get("/menu");
    now = now.plusSeconds(61);
    assertThat(get("/menu")).isEqualTo(DOCUMENT);
    assertThat(get("/menu")).isEqualTo(DOCUMENT);

    assertThat(web.asked()).hasSize(2);
    assertThat(web.asked().get(1).header("If-Modified-Since"))
        .isEqualTo("Sun, 01 Mar 2026 11:00:00 GMT");
  }

  // RFC 9111 section 4.3.4: what a 304 does not say stays as it was
  @Test
  void stayAsFreshAsTheySaidWhereAn304SaysNothing() {
    web.at(
        "/menu",
        asked ->
            (asked.header("If-None-Match").equals("\"1\"")
                    ? WebServer.says(304, "text/xml", "")
                    : says(DOCUMENT, "Cache-Control: max-age=60", "ETag: \"1\""))
                .answer(asked));

    get("/menu");
    now = now.plusSeconds(61);
    get("/menu");
    now = now.plusSeconds(59);
    assertThat(get("/menu")).isEqualTo(DOCUMENT);
    assertThat(web.asked()).hasSize(2);
    now = now.plusSeconds(2);
    assertThat(get("/menu")).isEqualTo(DOCUMENT);
    assertThat(web.asked()).hasSize(3);
  }

  @Test
  void areReplacedWhenTheyHaveChanged() {
    web.at(
        "/menu",
        asked ->
            (asked.header("If-None-Match").isEmpty()
                    ? says(DOCUMENT, "ETag: \"1\"", "Cache-Control: no-cache")
                    : says(OTHER, "ETag: \"2\"", "Cache-Control: no-cache"))
                .answer(asked));

    assertThat(get("/menu")).isEqualTo(DOCUMENT);
    assertThat(get("/menu")).isEqualTo(OTHER);
  }

  @Test
  void areToldApartByTheirWholeAddress() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60"));

    get("/menu?step=1");
    get("/menu?step=2");

    assertThat(web.asked()).hasSize(2);
  }

  @Test
  void areOneForAllQueriesWhereTheApplicationSaysSo() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60", "No-Vary-Search: params"));
    web.at(
        "/some",
        says(DOCUMENT, "Cache-Control: max-age=60", "No-Vary-Search: params, except=(\"Digits\")"));

    get("/menu?step=1");
    get("/menu?step=2");
    get("/some?step=1");
    get("/some?step=2");

    assertThat(web.asked())
        .extracting(asked -> asked.target().substring(0, 5))
        .containsExactly("/menu", "/some", "/some");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control: no-store, max-age=60",
        "Cache-Control: private, max-age=60",
        "Cache-Control: max-age=0",
        "Cache-Control: max-age=60\nVary: Cookie",
        "Cache-Control: max-age=60\nVary: *",
        "Cache-Control: max-age=60\nSet-Cookie: a=1",
        "Expires: 0",
        "X-Nothing: said"
      })
  void areAskedForEachTimeWhereTheApplicationWantsItSo(String headers) {
    web.at("/menu", says(DOCUMENT, headers.split("\n")));

    get("/menu");
    get("/menu");

    assertThat(web.asked()).hasSize(2);
  }

  @Test
  void areKeptAlthoughTheyVaryWithWhatIsAlwaysTheSame() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60", "Vary: Accept-Encoding"));

    get("/menu");
    get("/menu");

    assertThat(web.asked()).hasSize(1);
  }

  @Test
  void areNeverThoseOfAPost() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60", "ETag: \"1\""));

    ask(question("POST", web.address("/menu")));
    ask(question("POST", web.address("/menu")));

    assertThat(web.asked()).hasSize(2);
    assertThat(web.asked()).allMatch(asked -> asked.header("If-None-Match").isEmpty());
  }

  @Test
  void areNotUsedForWhoHasACookieUnlessTheyArePublic() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60"));
    web.at("/open", says(DOCUMENT, "Cache-Control: public, max-age=60"));
    CookieJar jar =
        CookieJar.EMPTY.with(
            CookieJar.read(URI.create(web.address("/")), List.of("who=me"), now), now);

    for (String path : List.of("/menu", "/open")) {
      get(path);
      ask(question(CALL, "GET", web.address(path), jar));
    }

    assertThat(web.asked())
        .extracting(asked -> asked.target().substring(0, 5))
        .containsExactly("/menu", "/menu", "/open");
  }

  @Test
  void areNeverThoseOfAnotherAccount() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60"));
    Question ours = question("GET", web.address("/menu"));

    ask(ours);
    ask(
        new Question(
            Sid.random("AC"),
            ours.callSid(),
            ours.target(),
            ours.parameters(),
            ours.jar(),
            "once"));

    assertThat(web.asked()).hasSize(2);
  }

  @Test
  void makeRoomForEachOther() {
    String large = "<Response>" + " ".repeat(20_000) + "</Response>";
    web.at("/", says(large, "Cache-Control: max-age=60"));
    try (HttpApplication small =
        new HttpApplication(
            new OneAccount(),
            () -> now,
            WebSettings.read(
                Map.of(
                        "jackfield.allowed-networks", "127.0.0.0/8",
                        "jackfield.application.cached-bytes", "200000")
                    ::get))) {
      for (String name : List.of("a", "b", "c", "c", "a")) {
        small.ask(question("GET", web.address("/" + name)));
      }
    }

    // A quarter of what may be kept is one account's: two of the three
    assertThat(web.asked())
        .extracting(asked -> asked.target().substring(1, 2))
        .containsExactly("a", "b", "c", "a");
  }

  @Test
  void areOfTheLastAnswerWithoutTheTimeThatHasPassedOnTheWay() {
    web.at("/menu", says(DOCUMENT, "Cache-Control: max-age=60", "Age: 50"));

    get("/menu");
    now = now.plus(Duration.ofSeconds(11));
    get("/menu");

    assertThat(web.asked()).hasSize(2);
  }

  private static WebServer.Page says(String document, String... headers) {
    return WebServer.says(200, "text/xml", document, headers);
  }

  private String get(String path) {
    return ((Answer.Text) ask(question("GET", web.address(path)))).body();
  }

  private Answer ask(Question question) {
    return application.ask(question);
  }
}
