package org.jackfield.media.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web server with sounds, on loopback, that remembers what it was asked. */
final class RecordingOrigin implements AutoCloseable {

  /** Stands for a date a minute after that of the answer. */
  static final String IN_A_MINUTE = "in a minute";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> unchangedSays = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  RecordingOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** What it was asked: conditional if with a validator. */
  record Asked(String path, Map<String, List<String>> headers, byte[] body) {
    boolean conditional() {
      return headers.containsKey("If-none-match") || headers.containsKey("If-modified-since");
    }
  }

  /** What it answers. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void serve(String path, int status, Map<String, String> headers, byte[] body) {
    answers.put(path, new Answer(status, headers, body));
  }

  /** What it says with a 304, instead of all that it says with the file. */
  void unchanged(String path, Map<String, String> headers) {
    unchangedSays.put(path, headers);
  }

  /** Keeps all requests for a path until there are so many. */
  void together(String path, int requests) {
    gates.put(path, new CountDownLatch(requests));
  }

  private void awaitOthers(String path) throws IOException {
    CountDownLatch gate = gates.get(path);
    if (gate == null) {
      return;
    }
    gate.countDown();
    try {
      if (!gate.await(60, TimeUnit.SECONDS)) {
        throw new IOException("The others have not come");
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  List<Asked> asked() {
    return asked;
  }

  private static String inAMinute() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(60));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      Asked request =
          new Asked(
              path,
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      asked.add(request);
      awaitOthers(path);
      Answer answer = answers.getOrDefault(path, new Answer(404, Map.of(), new byte[0]));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (answer.headers().getOrDefault("Expires", "").equals(IN_A_MINUTE)) {
        // This server writes a Date of its own, so it is that which a minute is counted from
        exchange.getResponseHeaders().set("Expires", inAMinute());
      }
      String tag = answer.headers().get("ETag");
      String date = answer.headers().get("Last-Modified");
      boolean unchanged =
          answer.status() == 200
              && (tag != null && List.of(tag).equals(request.headers().get("If-none-match"))
                  || tag == null
                      && date != null
                      && List.of(date).equals(request.headers().get("If-modified-since")));
      if (unchanged && unchangedSays.containsKey(path)) {
        exchange.getResponseHeaders().clear();
        unchangedSays.get(path).forEach(exchange.getResponseHeaders()::set);
      }
      if (unchanged) {
        exchange.sendResponseHeaders(304, -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
