package org.jackfield.system.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Where files come from: it answers as it is told to, with 304 to who names the entity tag, and
 * takes down what it was asked.
 */
final class OriginServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  OriginServer() {
    this(0);
  }

  OriginServer(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A request; the names of headers are in lower case. */
  record Asked(String path, Map<String, String> headers, long nanos) {

    boolean isConditional() {
      return headers.containsKey("if-none-match") || headers.containsKey("if-modified-since");
    }
  }

  /**
   * What is answered.
   *
   * @param before how long until the first byte
   * @param within how long until the last, the body coming in ten parts
   */
  private record Reply(
      int status, Map<String, String> headers, byte[] body, Duration before, Duration within) {}

  OriginServer with(String path, byte[] body, String... headers) {
    return with(path, 200, body, Duration.ZERO, Duration.ZERO, headers);
  }

  OriginServer failing(String path, int status, String... headers) {
    return with(path, status, new byte[0], Duration.ZERO, Duration.ZERO, headers);
  }

  /** Says that there is more than it sends, as a server does that dies. */
  OriginServer breaking(String path, byte[] body, String... headers) {
    with(path, 200, body, Duration.ZERO, Duration.ZERO, headers);
    broken.add(path);
    return this;
  }

  OriginServer slow(String path, byte[] body, Duration before, Duration within, String... headers) {
    return with(path, 200, body, before, within, headers);
  }

  private OriginServer with(
      String path, int status, byte[] body, Duration before, Duration within, String... headers) {
    Map<String, String> named = new TreeMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      named.put(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    broken.remove(path);
    replies.put(path, new Reply(status, named, body, before, within));
    return this;
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Requests for a path so far, a query or not. */
  List<Asked> asked(String path) {
    return asked.stream().filter(request -> request.path().split("\\?")[0].equals(path)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) ->
              headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      asked.add(new Asked(exchange.getRequestURI().toString(), headers, System.nanoTime()));
      Reply reply = replies.get(exchange.getRequestURI().getPath());
      if (reply == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      String tag = reply.headers().getOrDefault("ETag", "none");
      if (reply.status() == 200 && tag.equals(headers.get("if-none-match"))) {
        exchange.sendResponseHeaders(304, -1);
      } else if (reply.body().length == 0) {
        exchange.sendResponseHeaders(reply.status(), -1);
      } else {
        boolean breaks = broken.contains(exchange.getRequestURI().getPath());
        send(exchange, reply, reply.body().length + (breaks ? 1_000 : 0));
      }
    }
  }

  private static void send(HttpExchange exchange, Reply reply, int announced) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(reply.before().toNanos());
      exchange.sendResponseHeaders(reply.status(), announced);
      OutputStream out = exchange.getResponseBody();
      int part = Math.max(1, reply.body().length / 10);
      for (int at = 0; at < reply.body().length; at += part) {
        out.write(reply.body(), at, Math.min(part, reply.body().length - at));
        out.flush();
        TimeUnit.NANOSECONDS.sleep(reply.within().toNanos() / 10);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
