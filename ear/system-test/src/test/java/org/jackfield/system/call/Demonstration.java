package org.jackfield.system.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.system.Await;

/** The demonstration application, as its folder's README starts it: a process of its own. */
final class Demonstration implements AutoCloseable {

  private static final Path PROGRAM =
      Path.of(System.getProperty("jackfield.home"), "demo", "Menu.java");

  private final Process process;
  private final String base;

  private Demonstration(Process process, String base) {
    this.process = process;
    this.base = base;
  }

  /** Starts it behind a number, which it makes its own. */
  static Demonstration start(VoiceServer server, String number, String desk, Path log)
      throws IOException {
    int port = server.server().port(8_000);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                PROGRAM.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "ACCOUNT_SID",
                server.account(),
                "AUTH_TOKEN",
                server.token(),
                "API",
                "http://127.0.0.1:" + server.server().httpPort(),
                "PORT",
                String.valueOf(port),
                "NUMBER",
                number,
                "DESK",
                desk));
    Process process = builder.start();
    Await.until(
        "the demonstration is ready",
        Duration.ofMinutes(1),
        () -> {
          String said = Files.readString(log);
          if (!process.isAlive()) {
            throw new AssertionError("It has ended: " + said);
          }
          return said.contains("is ready");
        });
    return new Demonstration(process, "http://127.0.0.1:" + port);
  }

  String address(String path) {
    return base + path;
  }

  /** Its page for people, or what is behind one of its addresses. */
  byte[] page(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  /** Its status for a request that nobody has signed. */
  int unsigned(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .POST(HttpRequest.BodyPublishers.ofString("Digits=1"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new UncheckedIOException(new IOException("The demonstration does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
