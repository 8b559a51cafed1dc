package org.jackfield.system.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.TestServer;
import org.jackfield.system.call.VoiceServer;
import org.jspecify.annotations.Nullable;

/** A server with the whole application, and its first account. */
final class ApiServer implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Pattern JSON = Pattern.compile("(/2010-04-01/[^?]*\\.json)(\\?.*)?");
  private static @Nullable ApiServer shared;

  private @Nullable Contract described;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final TestServer server;
  final User administrator;

  private ApiServer(TestServer server) {
    this.server = server;
    administrator = firstAccount(server);
  }

  /** That of the calls: what is in it besides is nobody's concern. */
  static synchronized ApiServer shared() {
    if (shared == null) {
      try {
        shared = new ApiServer(VoiceServer.shared().server());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return shared;
  }

  /** Another, for a test that breaks it. */
  static ApiServer alone(String name, int shift, String... options) {
    try {
      return new ApiServer(VoiceServer.start(name, shift, options).server());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private static User firstAccount(TestServer server) {
    try {
      String told = Files.readString(server.data().resolve("jackfield-account.txt"));
      return new User(after(told, "AccountSid="), after(told, "AuthToken="));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String after(String text, String name) {
    int start = text.indexOf(name) + name.length();
    return text.substring(start, text.indexOf('\n', start));
  }

  /** What is written before the path. */
  String root() {
    return "http://127.0.0.1:" + server.httpPort();
  }

  /** For what only the server itself can tell. */
  TestServer server() {
    return server;
  }

  /** A request of the administrator, or of one below, whose answer is read. */
  String ask(User user, String method, String path, String form) {
    HttpResponse<String> answer =
        send(
            Optional.of(user),
            method,
            user.path() + path,
            form.isEmpty() ? Optional.empty() : Optional.of(form));
    if (answer.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** A request, with a form if there is one. */
  HttpResponse<String> send(
      Optional<User> user, String method, String path, Optional<String> form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root() + path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                method,
                form.map(HttpRequest.BodyPublishers::ofString)
                    .orElse(HttpRequest.BodyPublishers.noBody()));
    user.ifPresent(it -> request.header("Authorization", it.basic()));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Matcher json = JSON.matcher(path);
      if (json.matches() && !method.equals("HEAD")) {
        check(method, json.group(1), answer.statusCode(), answer.body());
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new AssertionError(hurry);
    }
  }

  /** Holds an answer against the SDKs' document, and against the one that is served. */
  void check(String method, String path, int status, String body) {
    Contract.twilio().check(method, path, status, body);
    described().check(method, path, status, body);
  }

  private synchronized Contract described() {
    if (described == null) {
      described = Contract.of(text("/openapi.json"));
    }
    return described;
  }

  private String text(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(root() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new AssertionError(hurry);
    }
  }

  /** Makes something, and says its SID. */
  String make(User user, String path, String form) {
    HttpResponse<String> answer = send(Optional.of(user), "POST", path, Optional.of(form));
    if (answer.statusCode() != 201) {
      throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return valueOf(answer.body(), "sid");
  }

  /** Opens an account below another. */
  User open(User parent) {
    HttpResponse<String> answer =
        send(Optional.of(parent), "POST", "/2010-04-01/Accounts.json", Optional.of(""));
    return new User(valueOf(answer.body(), "sid"), valueOf(answer.body(), "auth_token"));
  }

  static String valueOf(String json, String name) {
    String key = "\"" + name + "\":\"";
    int start = json.indexOf(key);
    if (start < 0) {
      throw new AssertionError("No " + name + " in " + json);
    }
    return json.substring(start + key.length(), json.indexOf('"', start + key.length()));
  }

  /** Somebody with a name and a password. */
  record User(String name, String password) {

    String basic() {
      return "Basic "
          + Base64.getEncoder()
              .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The path of the account of that name. */
    String path() {
      return "/2010-04-01/Accounts/" + name;
    }
  }
}
