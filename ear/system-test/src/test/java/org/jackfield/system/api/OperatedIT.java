package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What those see who run a server and watch it. */
class OperatedIT {

  private static final int MANAGEMENT = 9990;

  private final ApiServer server = ApiServer.shared();

  @Test
  void saysThatItLivesAndTakesCalls() {
    assertThat(management("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = management("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"jackfield.ear\":\"OK\"");
  }

  @Test
  void showsFigures() {
    HttpResponse<String> figures = management("/metrics");
    assertThat(figures.statusCode()).isEqualTo(200);
    assertThat(figures.body())
        .contains("sip_")
        .contains("datasources_pool_in_use_count", "memory_used_heap")
        .contains("undertow_");
  }

  @Test
  void saysWithoutALoginWhatItServes() {
    HttpResponse<String> description = get(server.root() + "/openapi.json");
    assertThat(description.statusCode()).isEqualTo(200);
    assertThat(description.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(description.body()).contains("/2010-04-01/Accounts/{AccountSid}/Calls.json");
  }

  private HttpResponse<String> management(String path) {
    return get("http://127.0.0.1:" + server.server().port(MANAGEMENT) + path);
  }

  private static HttpResponse<String> get(String address) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new AssertionError(hurry);
    }
  }
}
