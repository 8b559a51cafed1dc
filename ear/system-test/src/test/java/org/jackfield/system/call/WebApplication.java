package org.jackfield.system.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jackfield.system.Await;

/**
 * A customer's web application in a process of its own: it serves the files of a folder, with the
 * headers that a file {@code NAME.headers} beside it gives, and writes down what it was asked.
 */
final class WebApplication implements AutoCloseable {

  private static final String LOG = "requests.log";
  private static final String PORT = "port";

  private final Process process;
  private final Path folder;
  private final int port;

  private WebApplication(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one that serves a folder. */
  static WebApplication serving(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(PORT));
    Files.deleteIfExists(folder.resolve(LOG));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WebApplication.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.log").toFile())
            .start();
    Await.until(
        "the web application listens",
        Duration.ofSeconds(30),
        () -> Files.exists(folder.resolve(PORT)) && Files.size(folder.resolve(PORT)) > 0);
    return new WebApplication(
        process, folder, Integer.parseInt(Files.readString(folder.resolve(PORT))));
  }

  /** Puts a file there; its type follows from its suffix. */
  WebApplication with(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return this;
  }

  /** Puts a file there. */
  WebApplication with(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    return this;
  }

  /** Headers of a file, as lines. */
  WebApplication headers(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name + ".headers"), List.of(lines));
    return this;
  }

  String address(String name) {
    return "http://127.0.0.1:" + port + "/" + name;
  }

  /** A request as it came. */
  record Request(String method, String path, Map<String, String> headers, String body) {

    /** A parameter of the form or of the query. */
    String parameter(String name) {
      int query = path.indexOf('?');
      String form = method.equals("POST") ? body : query < 0 ? "" : path.substring(query + 1);
      for (String pair : form.split("&")) {
        int sign = pair.indexOf('=');
        if (sign > 0 && pair.substring(0, sign).equals(name)) {
          return URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  /** All requests so far, in the order in which they came. */
  List<Request> requests() throws IOException {
    Path log = folder.resolve(LOG);
    List<Request> requests = new ArrayList<>();
    if (Files.exists(log)) {
      for (String line : Files.readAllLines(log)) {
        requests.add(read(line));
      }
    }
    return requests;
  }

  /** Waits for a request for a file. */
  Request await(String name) {
    List<Request> found = new ArrayList<>();
    Await.until(
        "a request for " + name,
        Duration.ofSeconds(20),
        () -> {
          requests().stream()
              .filter(request -> URI.create(request.path()).getPath().equals("/" + name))
              .findFirst()
              .ifPresent(found::add);
          return !found.isEmpty();
        });
    return found.get(0);
  }

  boolean wasAskedFor(String name) throws IOException {
    return requests().stream()
        .anyMatch(request -> URI.create(request.path()).getPath().equals("/" + name));
  }

  private static Request read(String line) {
    String[] parts = line.split("\t", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : decode(parts[2]).split("\n")) {
      int sign = header.indexOf(':');
      if (sign > 0) {
        headers.put(header.substring(0, sign), header.substring(sign + 1).strip());
      }
    }
    return new Request(parts[0], decode(parts[1]), headers, decode(parts[3]));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(exchange, folder));
    server.start();
    Files.writeString(folder.resolve(PORT), String.valueOf(server.getAddress().getPort()));
  }

  private static void serve(HttpExchange exchange, Path folder) throws IOException {
    try (exchange) {
      note(exchange, folder);
      String name = exchange.getRequestURI().getPath().substring(1);
      Path file = folder.resolve(name).normalize();
      if (name.isEmpty() || !file.startsWith(folder) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type(name));
      Path headers = folder.resolve(name + ".headers");
      if (Files.exists(headers)) {
        for (String line : Files.readAllLines(headers)) {
          int sign = line.indexOf(':');
          exchange
              .getResponseHeaders()
              .add(line.substring(0, sign), line.substring(sign + 1).strip());
        }
      }
      byte[] content = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static synchronized void note(HttpExchange exchange, Path folder) throws IOException {
    StringBuilder headers = new StringBuilder();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(v -> headers.append(name + ": " + v + "\n")));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String line =
        String.join(
            "\t",
            exchange.getRequestMethod(),
            encode(exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8)),
            encode(headers.toString().getBytes(StandardCharsets.UTF_8)),
            encode(body));
    Files.writeString(
        folder.resolve(LOG), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String type(String name) {
    return Optional.of(name.substring(name.lastIndexOf('.') + 1))
        .map(suffix ->
            switch (suffix) {
              case "xml" -> "text/xml";
              case "wav" -> "audio/wav";
              case "mp3" -> "audio/mpeg";
              case "txt" -> "text/plain; charset=utf-8";
              default -> "application/octet-stream";
            })
        .orElseThrow();
  }
}
