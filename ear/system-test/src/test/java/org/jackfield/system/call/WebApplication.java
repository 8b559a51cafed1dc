package org.jackfield.system.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jackfield.system.Await;

/**
 * A customer's web application: it serves the files of a folder, with the headers that a file
 * {@code NAME.headers} beside it gives, and writes down what it was asked. Who does not sign as the
 * SDK wants it gets nothing but sounds.
 */
public final class WebApplication implements AutoCloseable {

  private final Path folder;
  private final RequestValidator validator;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private WebApplication(String token, Path folder) throws IOException {
    this.folder = folder;
    validator = new RequestValidator(token);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts one that serves a folder to the calls of a server's administrator. */
  public static WebApplication of(VoiceServer server, Path folder) throws IOException {
    return of(server.token(), folder);
  }

  /** Starts one that serves a folder to the calls of the account that has this token. */
  public static WebApplication of(String token, Path folder) throws IOException {
    Files.createDirectories(folder);
    return new WebApplication(token, folder);
  }

  /** Puts a file there; its type follows from its suffix. */
  public WebApplication with(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return this;
  }

  /** Puts a file there. */
  public WebApplication with(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    return this;
  }

  /** Headers of a file, as lines. */
  public WebApplication headers(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name + ".headers"), List.of(lines));
    return this;
  }

  public String address(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /**
   * A request as it came.
   *
   * @param at in milliseconds since 1970, on the clock that all processes share
   */
  public record Request(
      String method, String path, Map<String, String> headers, String body, long at) {

    /** A parameter of the form or of the query. */
    public String parameter(String name) {
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
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits for a request for a file. */
  public Request await(String name) {
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

  public boolean wasAskedFor(String name) {
    return requests().stream()
        .anyMatch(request -> URI.create(request.path()).getPath().equals("/" + name));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      note(exchange, body);
      if (!isSound(exchange) && !isSigned(exchange, body)) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
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

  /** Sounds are asked for by the media layer, for all accounts at once: they are not signed. */
  private static boolean isSound(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.endsWith(".wav") || path.endsWith(".mp3");
  }

  private boolean isSigned(HttpExchange exchange, byte[] body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, sign), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    String address =
        "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
    String signature = exchange.getRequestHeaders().getFirst("X-Twilio-Signature");
    return signature != null && validator.validate(address, form, signature);
  }

  private void note(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> headers.put(name, value.strip())));
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(body, StandardCharsets.UTF_8),
            System.currentTimeMillis()));
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
