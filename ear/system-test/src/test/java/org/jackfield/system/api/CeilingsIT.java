package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;

/** What accounts may call, and how much: docs/operations/abuse.md. */
class CeilingsIT {

  private static final String WHERE = "/DialingPermissions.json";

  private final ApiServer server = ApiServer.shared();
  private final User account = server.open(server.administrator);

  @Test
  void isSetByTheAccountAboveAndShownToTheAccount() {
    assertThat(server.ask(account, "GET", WHERE, ""))
        .contains("\"allowed_prefixes\":[\"*\"]", "\"concurrent_calls\":null");
    assertThat(set(account, "MinutesPerDay=1").statusCode()).isEqualTo(403);
    assertThat(set(server.open(server.administrator), "MinutesPerDay=1").statusCode())
        .isEqualTo(404);
    assertThat(permit("AllowedPrefixes=44x").statusCode()).isEqualTo(400);
    assertThat(permit("ConcurrentCalls=-1").statusCode()).isEqualTo(400);

    assertThat(permit("AllowedPrefixes=%2B44,!%2B4490&ConcurrentCalls=2").statusCode())
        .isEqualTo(200);

    assertThat(server.ask(account, "GET", WHERE, ""))
        .contains("\"allowed_prefixes\":[\"+44\",\"!+4490\"]", "\"concurrent_calls\":\"2\"")
        .contains("\"minutes_per_day\":null", "\"minutes_today\":0");
    assertThat(permit("AllowedPrefixes=&ConcurrentCalls=").body())
        .contains("\"allowed_prefixes\":[\"*\"]", "\"concurrent_calls\":null");
  }

  @Test
  void callsOnlyNumbersThatMayBeCalled() {
    permit("AllowedPrefixes=%2B44");

    HttpResponse<String> refused = call("+19005550100");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":21215");
    assertThat(call("sip:+19005550100@127.0.0.1:9").body()).contains("\"code\":21215");
    permit("AllowedPrefixes=none");
    assertThat(call("+442079460000").body()).contains("\"code\":21215");
  }

  @Test
  void givesThePlaceOfACallBack() throws IOException {
    permit("ConcurrentCalls=1&MinutesPerDay=600");
    try (RefusingPhone busy = new RefusingPhone();
        Phone phone = Phone.udp(server.server().sipPort())) {
      assertThat(call(phone.uri()).statusCode()).isEqualTo(201);
      Dialog called = phone.awaits("INVITE");
      HttpResponse<String> refused = call(busy.uri());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"code\":20429");

      called.answer(486);
      called.expect("ACK");

      Await.until("there is room again", () -> call(busy.uri()).statusCode() == 201);
      Await.until("and again", () -> call(busy.uri()).statusCode() == 201);
    }
  }

  @Test
  void talksNoMoreWhenTheMinutesAreOver() throws IOException {
    permit("MinutesPerDay=0");
    try (RefusingPhone busy = new RefusingPhone()) {
      assertThat(call(busy.uri()).body()).contains("\"code\":20429");
    }
  }

  private HttpResponse<String> permit(String form) {
    return server.send(
        Optional.of(server.administrator), "POST", account.path() + WHERE, Optional.of(form));
  }

  private HttpResponse<String> set(User user, String form) {
    return server.send(Optional.of(user), "POST", account.path() + WHERE, Optional.of(form));
  }

  private HttpResponse<String> call(String to) {
    String form =
        "To="
            + URLEncoder.encode(to, StandardCharsets.UTF_8)
            + "&From=%2B15550001&Twiml=%3CResponse%2F%3E";
    return server.send(
        Optional.of(account), "POST", account.path() + "/Calls.json", Optional.of(form));
  }
}
