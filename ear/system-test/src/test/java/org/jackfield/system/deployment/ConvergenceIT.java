package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jackfield.system.Await;
import org.jackfield.system.deployment.converged.CounterServlet;
import org.jackfield.system.deployment.converged.VisitServlet;
import org.jackfield.system.sip.DeployedApplication;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIP and HTTP sessions of one application session: JSR 289 chapter 13. */
class ConvergenceIT {
  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(CounterServlet.class, VisitServlet.class);

  private final Phone phone = application.phone("TCP");
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @AfterEach
  void endsTheSessionWithItsLastVisitorAndCall() {
    phone.close();
    Await.until(
        "no application session is left",
        () ->
            application
                    .server()
                    .read("deployment=ConvergenceIT.war/subsystem=sip", "application-sessions")
                    .asInt()
                == 0);
  }

  @Test
  void showsTheVisitorWhatHappensToTheCallThatItStarted() {
    String callee = URLEncoder.encode(phone.uri(), StandardCharsets.UTF_8);
    assertThat(visit("?callee=" + callee)).isEqualTo("null, 1");
    Dialog call = phone.awaits("INVITE");

    call.answer(180);
    Await.until("it rings", () -> visit("").equals("rings, 1"));
    call.answer(200);
    call.expect("ACK");
    Await.until("they talk", () -> visit("").equals("talks to 1 visitor, 1"));
    call.expect(200, call.send("BYE"));
    Await.until("the call has ended", () -> visit("").equals("is over, 0"));

    assertThat(visit("?leave")).startsWith("is over");
  }

  /** JSR 289 section 13.5: an address leads its visitor into the application session. */
  @Test
  void leadsAVisitorIntoTheSessionWhoseAddressItFollows() {
    Dialog message = phone.dialog(application.uri("anybody"));
    Message answer =
        message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));

    String address = answer.body().replace("/visit", "");
    Await.until("the message has ended", () -> visit(address).endsWith(", 0"));
    String found = visit(address + "&leave");

    assertThat(found).as(answer.body()).startsWith("wrote Hello");
  }

  @Test
  void writesItsAddressForAVisitorWithoutCookies() throws Exception {
    String callee = URLEncoder.encode(phone.uri(), StandardCharsets.UTF_8);
    String address = visit("?address&callee=" + callee).split(" ", 3)[2];
    Dialog call = phone.awaits("INVITE");
    call.answer(486);
    call.expect("ACK");
    Await.until("the call has ended", () -> visit("").equals("null, 0"));

    assertThat(address)
        .startsWith(
            "http://127.0.0.1:" + application.server().httpPort() + "/ConvergenceIT/visit;");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address + "?leave")).build(),
                BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private String visit(String rest) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + application.server().httpPort() + "/ConvergenceIT/visit" + rest);
    try {
      HttpResponse<String> response =
          browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while visiting " + address, e);
    }
  }
}
