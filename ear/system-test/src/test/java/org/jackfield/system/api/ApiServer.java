package org.jackfield.system.api;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;

/** A server with the whole application, and its first account. */
final class ApiServer {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int SHIFT = 900;
  private static @Nullable ApiServer shared;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final TestServer server;
  final User administrator;

  private ApiServer() {
    server = TestServer.start("api", SHIFT);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.deploy(
        ShrinkWrap.createFromZipFile(
            EnterpriseArchive.class,
            new File(
                System.getProperty("jackfield.home"), "ear/application/target/jackfield.ear")));
    administrator = firstAccount();
  }

  static synchronized ApiServer shared() {
    if (shared == null) {
      shared = new ApiServer();
    }
    return shared;
  }

  private static User firstAccount() {
    try {
      String told =
          Files.readString(
              Path.of(System.getProperty("jackfield.test.work"))
                  .resolve("api/data/jackfield-account.txt"));
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
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
