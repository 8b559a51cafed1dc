package org.jackfield.system.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.call.VoiceServer;

/** The media layer's own address space of one server, asked as anybody may ask it. */
final class MediaSpace {

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final VoiceServer server;

  MediaSpace(VoiceServer server) {
    this.server = server;
  }

  /** The address of a spoken text, in the one form that everybody arrives at. */
  static String speech(String text) {
    return "speech.pcmu?language=en-US&text=" + encoded(text) + "&voice=man";
  }

  /** The address of somebody's file. */
  static String file(String address) {
    return "file.pcmu?url=" + encoded(address);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A header with the name and password of an account. */
  static String basic(String account, String token) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
  }

  /** The sound, whole, on behalf of the administrator, or of who is named in a header. */
  HttpResponse<byte[]> get(String address, String... headers) {
    return send(request(address, headers).GET(), BodyHandlers.ofByteArray());
  }

  /** The answer, with as much of the sound as there is. */
  HttpResponse<InputStream> open(String address) {
    return send(request(address).GET(), BodyHandlers.ofInputStream());
  }

  HttpResponse<byte[]> head(String address) {
    return send(request(address).HEAD(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> tell(String name, String form, String... headers) {
    return send(
        request(name, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)),
        BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(String name, String type, byte[] file) {
    return send(
        request(name)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(file)),
        BodyHandlers.ofByteArray());
  }

  /** The sound as somebody asks for it who brings nothing, not even a name. */
  HttpResponse<byte[]> getAsNobody(String address, String... headers) {
    HttpRequest.Builder request = at(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.GET(), BodyHandlers.ofByteArray());
  }

  /** Forgets it. */
  HttpResponse<byte[]> delete(String address) {
    return send(request(address).DELETE(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder at(String address) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:"
                    + server.server().httpPort()
                    + (address.startsWith("/") ? "" : "/media/")
                    + address))
        .timeout(Duration.ofSeconds(60));
  }

  private HttpRequest.Builder request(String address, String... headers) {
    HttpRequest.Builder request = at(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!List.of(headers).contains("Authorization")) {
      request.header("Authorization", basic(server.account(), server.token()));
    }
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (IOException e) {
      throw new AssertionError("The media layer broke off: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Whether it was at hand, as the media layer says. */
  static String cache(HttpResponse<?> answer) {
    return header(answer, "X-Cache");
  }

  /** The number of the failure that an answer tells. */
  static int failure(HttpResponse<?> answer) {
    return Integer.parseInt(header(answer, "X-Jackfield-Error"));
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** One of the figures of the server since its start, e.g. {@code made}. */
  long figure(String name) throws IOException, InterruptedException {
    String json = server.get("Media/Statistics.json").body();
    Matcher figure = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    if (!figure.find()) {
      throw new AssertionError("No '" + name + "' in " + json);
    }
    return Long.parseLong(figure.group(1));
  }

  /** Forgets all that is kept for the administrator's account. */
  void forgetAll() throws IOException, InterruptedException {
    server.delete("Media.json");
  }
}
