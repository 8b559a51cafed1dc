package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;

/** What an operator does not allow: too many requests, too many calls, others' numbers. */
class LimitsIT {

  private static final int REQUESTS = 10;
  private static final String CALL = "Twiml=%3CResponse%2F%3E&From=%2B15550100&To=";

  @Test
  void refusesWhatTheOperatorDoesNotAllow() throws Exception {
    try (ApiServer server =
            ApiServer.alone(
                "limits",
                1_200,
                "-Djackfield.api.requests-per-second=" + REQUESTS,
                "-Djackfield.calls-per-account=1",
                "-Djackfield.caller-ids=owned");
        Phone silent = Phone.udp(server.server().sipPort())) {
      User user = server.open(server.administrator);
      refusesNumbersOfOthers(server, user, silent);
      refusesMoreCalls(server, user, silent);
      refusesMoreRequests(server, server.open(server.administrator));
    }
  }

  private static void refusesNumbersOfOthers(ApiServer server, User user, Phone phone) {
    HttpResponse<String> refused = call(server, user, phone);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":21210");
  }

  private static void refusesMoreCalls(ApiServer server, User user, Phone phone) {
    server.make(user, user.path() + "/IncomingPhoneNumbers.json", "PhoneNumber=15550100");
    HttpResponse<String> first = call(server, user, phone);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    HttpResponse<String> second = call(server, user, phone);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.body()).contains("\"code\":20429");
    assertThat(second.headers().firstValue("Retry-After")).isPresent();

    String sid = ApiServer.valueOf(first.body(), "sid");
    server.ask(user, "POST", "/Calls/" + sid + ".json", "Status=canceled");
    Await.until("there is room again", () -> call(server, user, phone).statusCode() == 201);
  }

  private static HttpResponse<String> call(ApiServer server, User user, Phone phone) {
    return server.send(
        Optional.of(user), "POST", user.path() + "/Calls.json", Optional.of(CALL + phone.uri()));
  }

  /** At once as many as in a second, and then again some. */
  private static void refusesMoreRequests(ApiServer server, User user) {
    HttpResponse<String> answer = read(server, user);
    for (int i = 0; i < 1_000 && answer.statusCode() == 200; i++) {
      answer = read(server, user);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("\"code\":20429");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    Await.until("it may again", () -> read(server, user).statusCode() == 200);
  }

  private static HttpResponse<String> read(ApiServer server, User user) {
    return server.send(Optional.of(user), "GET", user.path() + ".json", Optional.empty());
  }
}
