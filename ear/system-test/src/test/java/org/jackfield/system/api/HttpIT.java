package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.system.api.ApiServer.User;
import org.junit.jupiter.api.Test;

/** P1.43 to P1.50: what HTTP says of the API's things, whatever they are. */
class HttpIT {

  private static final String NUMBER = "PhoneNumber=1777";

  private final ApiServer server = ApiServer.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final User user = server.open(server.administrator);

  private HttpResponse<String> send(User who, String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.root() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", who.basic());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void answersWhatHasNotChangedWithNothing() throws Exception {
    String list = server.make(user, user.path() + "/SIP/CredentialLists.json", "FriendlyName=a");
    String domain =
        server.make(user, user.path() + "/SIP/Domains.json", "DomainName=" + user.name() + ".x");
    String mappings = user.path() + "/SIP/Domains/" + domain + "/CredentialListMappings";
    server.make(user, mappings + ".json", "CredentialListSid=" + list);
    for (String path :
        List.of(user.path() + "/SIP/CredentialLists/" + list, mappings + "/" + list)) {
      HttpResponse<String> first = send(user, "GET", path + ".json");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "Last-Modified")).isNotEmpty();
      HttpResponse<String> again =
          send(user, "GET", path + ".json", "If-None-Match", header(first, "ETag"));
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(
              send(user, "GET", path + ".xml", "If-None-Match", header(first, "ETag")).statusCode())
          .as("another form is another thing")
          .isEqualTo(200);
    }
    String path = user.path() + "/SIP/CredentialLists/" + list + ".json";
    String before = header(send(user, "GET", path), "ETag");
    server.ask(user, "POST", "/SIP/CredentialLists/" + list + ".json", "FriendlyName=b");
    HttpResponse<String> changed = send(user, "GET", path, "If-None-Match", before);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(header(changed, "ETag")).isNotEqualTo(before);
  }

  @Test
  void saysWhichVerbsAreAllowed() throws Exception {
    HttpResponse<String> recordings = send(user, "POST", user.path() + "/Recordings.json");
    assertThat(recordings.statusCode()).isEqualTo(405);
    assertThat(header(recordings, "Allow")).contains("GET").doesNotContain("POST");
    HttpResponse<String> calls = send(user, "DELETE", user.path() + "/Calls.json");
    assertThat(calls.statusCode()).isEqualTo(405);
    assertThat(header(calls, "Allow")).contains("GET").contains("POST");
    assertThat(calls.body()).contains("\"code\":20004").contains("\"status\":405");
  }

  @Test
  void asksWhoItIs() throws Exception {
    HttpResponse<String> stranger =
        send(new User(user.name(), "wrong"), "GET", user.path() + ".xml");
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(header(stranger, "WWW-Authenticate")).startsWith("Basic ");
    assertThat(stranger.body()).contains("<RestException><Code>20003</Code>");
  }

  @Test
  void refusesAClosedAccountThatSaysItsToken() throws Exception {
    server.send(
        Optional.of(server.administrator),
        "POST",
        user.path() + ".json",
        Optional.of("Status=closed"));
    HttpResponse<String> closed = send(user, "GET", user.path() + ".json");
    assertThat(closed.statusCode()).isEqualTo(403);
    assertThat(closed.body()).contains("\"code\":20005");
    assertThat(send(new User(user.name(), "wrong"), "GET", user.path() + ".json").statusCode())
        .isEqualTo(401);
  }

  @Test
  void showsAListInEachForm() throws Exception {
    String path = user.path() + "/Applications";
    assertThat(send(user, "GET", path + ".csv").body())
        .as("the row of names is there without others")
        .startsWith("Sid,AccountSid,FriendlyName,")
        .hasLineCount(1);
    server.make(user, path + ".json", "FriendlyName=a%2Cb");
    HttpResponse<String> csv = send(user, "GET", path + ".csv");
    assertThat(header(csv, "Content-Type")).startsWith("text/csv");
    assertThat(csv.body()).contains("\"a,b\"").hasLineCount(2);
    HttpResponse<String> xml = send(user, "GET", path);
    assertThat(header(xml, "Content-Type")).startsWith("application/xml");
    assertThat(xml.body())
        .contains("<TwilioResponse><Applications ")
        .contains("<FriendlyName>a,b</FriendlyName>");
    HttpResponse<String> json = send(user, "GET", path, "Accept", "application/json");
    assertThat(header(json, "Content-Type")).startsWith("application/json");
    assertThat(json.body()).contains("\"friendly_name\":\"a,b\"");
    assertThat(send(user, "GET", path, "Accept", "text/csv, */*;q=0.1").body())
        .isEqualTo(csv.body());
  }

  /**
   * RFC 9110, 12.5.1: a preference may be passed over. It must not be answered by the framework.
   */
  @Test
  void passesOverPreferencesThatCannotBeRead() throws Exception {
    String path = user.path() + "/Applications";
    for (String nonsense :
        List.of(
            "nonsense",
            "*/",
            "*/;q=5",
            "text/html;q=2, ,;",
            "a/b;c=\"",
            "*/json",
            "a/b;q",
            "\"",
            ",",
            "a/b;Q=5, c/d",
            "a/b;q=x, c/d")) {
      HttpResponse<String> answer = send(user, "GET", path, "Accept", nonsense);
      assertThat(answer.statusCode()).as(nonsense).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).as(nonsense).startsWith("application/xml");
      assertThat(send(user, "GET", path + ".json", "Accept", nonsense).statusCode()).isEqualTo(200);
      HttpResponse<String> json =
          send(user, "GET", path, "Accept", nonsense, "Accept", "application/json;q=0.5");
      assertThat(header(json, "Content-Type")).as(nonsense).startsWith("application/json");
    }
    for (String header : List.of("Accept-Language", "Content-Language", "Content-Type")) {
      assertThat(send(user, "GET", path + ".json", header, ";;=\"é").statusCode())
          .as(header)
          .isEqualTo(200);
    }
    assertThat(server.server().log()).as("nothing is said of it").doesNotContain("RESTEASY002130");
  }

  @Test
  void understandsPreferencesHoweverTheyAreWritten() throws Exception {
    String path = user.path() + "/Applications";
    for (String json :
        List.of(
            "application/json;q=.9",
            "APPLICATION/JSON",
            "application/json; charset=utf-8;",
            "text/html, */*; q=.2, application/json; q=0.3333",
            "application/json;profile=\"a,b\", application/json")) {
      assertThat(header(send(user, "GET", path, "Accept", json), "Content-Type"))
          .as(json)
          .startsWith("application/json");
    }
    assertThat(header(send(user, "GET", path, "Accept", "*; q=.2, */*; q=.2"), "Content-Type"))
        .startsWith("application/xml");
  }

  /** A form is read before anybody is let in. */
  @Test
  void saysNothingInTheLogOfFormsThatCannotBeRead() throws Exception {
    long errors = errors();
    for (String[] form :
        new String[][] {
          {"application/x-www-form-urlencoded; charset=x", "text=a"},
          {"application/x-www-form-urlencoded; charset=\"\"", "text=a"},
          {"application/x-www-form-urlencoded", "text=%zz"},
          {"application/x-www-form-urlencoded", "%"}
        }) {
      for (String path : List.of("/media/x.pcmu", "/media/transcription")) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(server.root() + path))
                    .header("Content-Type", form[0])
                    .POST(HttpRequest.BodyPublishers.ofString(form[1]))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + form[0]).isIn(400, 401, 404, 415);
      }
    }
    assertThat(errors()).isEqualTo(errors);
  }

  private long errors() {
    return server.server().log().lines().filter(line -> line.contains(" ERROR ")).count();
  }

  @Test
  void findsNothingUnderNamesThatNothingHas() throws Exception {
    for (String path :
        List.of("/Calls/CA%00.json", "/Applications/AP%00.json", "/Keys/%00", "/%00.json")) {
      assertThat(send(user, "GET", user.path() + path).statusCode()).as(path).isIn(400, 404);
    }
    for (String query :
        List.of(
            "/Calls.json?From=a%00b", "/Applications.json?FriendlyName=%00", "/Calls.json?%00=1")) {
      assertThat(send(user, "GET", user.path() + query).statusCode()).as(query).isEqualTo(200);
    }
  }

  @Test
  void givesANumberToOneAccountWhoeverWritesItHow() {
    String digits =
        NUMBER + Integer.toString(1_000_000 + Math.abs(user.name().hashCode() % 1_000_000));
    String sid = server.make(user, user.path() + "/IncomingPhoneNumbers.json", digits);
    User other = server.open(server.administrator);
    for (String form : List.of(digits, digits.replace("=", "=%2B"), digits.replace("=1", "=1-"))) {
      HttpResponse<String> taken =
          server.send(
              Optional.of(other),
              "POST",
              other.path() + "/IncomingPhoneNumbers.json",
              Optional.of(form));
      assertThat(taken.statusCode()).as(form).isEqualTo(400);
      assertThat(taken.body()).contains("21422");
    }
    String move = "/IncomingPhoneNumbers/" + sid + ".json";
    HttpResponse<String> refused =
        server.send(
            Optional.of(user),
            "POST",
            user.path() + move,
            Optional.of("AccountSid=" + other.name()));
    assertThat(refused.statusCode()).as("to another account").isEqualTo(400);
    server.send(
        Optional.of(server.administrator),
        "POST",
        user.path() + move,
        Optional.of("AccountSid=" + other.name()));
    assertThat(server.ask(other, "GET", move, "")).contains(sid);
  }

  @Test
  void listsAnAccountBelowAsItself() {
    HttpResponse<String> list =
        server.send(Optional.of(user), "GET", "/2010-04-01/Accounts.json", Optional.empty());
    assertThat(list.body()).contains("\"sid\":\"" + user.name() + "\"");
    assertThat(list.body()).doesNotContain(server.administrator.name() + "\",\"friendly_name");
  }

  @Test
  void takesChangesAtTheSameMoment() throws Exception {
    String sid = server.make(user, user.path() + "/Applications.json", "FriendlyName=a");
    String list = server.make(user, user.path() + "/SIP/CredentialLists.json", "FriendlyName=a");
    String domain =
        server.make(
            user,
            user.path() + "/SIP/Domains.json",
            "DomainName=" + "long-name-of-a-domain.".repeat(4) + user.name() + ".x");
    List<CompletableFuture<Integer>> answers =
        java.util.stream.IntStream.range(0, 24)
            .mapToObj(i ->
                i % 3 == 0
                    ? post(
                        "/SIP/Domains/" + domain + "/CredentialListMappings.json",
                        "CredentialListSid=" + list)
                    : post("/Applications/" + sid + ".json", "FriendlyName=n" + i))
            .toList();
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isIn(200, 201, 409);
    }
  }

  private CompletableFuture<Integer> post(String path, String form) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create(server.root() + user.path() + path))
                .header("Authorization", user.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::statusCode);
  }

  @Test
  void pagesWhatWasUsed() {
    String first =
        server.ask(user, "GET", "/Usage/Records.json?PageSize=3&IncludeSubaccounts=false", "");
    assertThat(first).contains("\"category\":\"calls\"").contains("\"page_size\":3");
    String next = ApiServer.valueOf(first, "next_page_uri");
    HttpResponse<String> second = server.send(Optional.of(user), "GET", next, Optional.empty());
    assertThat(second.body())
        .contains("\"category\":\"recordings\"")
        .doesNotContain("\"category\":\"calls\"")
        .contains("\"next_page_uri\":null");
  }
}
