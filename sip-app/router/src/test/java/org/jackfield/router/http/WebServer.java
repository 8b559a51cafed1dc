package org.jackfield.router.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A web server on loopback that does what a test says and remembers what it was asked. */
final class WebServer implements AutoCloseable {

  /** What it was asked. */
  record Asked(String method, String target, String body, HttpExchange exchange) {
    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }
  }

  /** What it does. */
  interface Page {
    void answer(Asked asked) throws IOException;
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  WebServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  WebServer at(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Asked question =
              new Asked(
                  exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, exchange);
          asked.add(question);
          try (exchange) {
            page.answer(question);
          }
        });
    return this;
  }

  static Page says(int status, String type, String text, String... headers) {
    return says(status, type, text.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Page says(int status, String type, byte[] bytes, String... headers) {
    return asked -> {
      for (String header : headers) {
        int sign = header.indexOf(':');
        asked
            .exchange()
            .getResponseHeaders()
            .add(header.substring(0, sign), header.substring(sign + 1).strip());
      }
      asked.exchange().getResponseHeaders().set("Content-Type", type);
      asked.exchange().sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      asked.exchange().getResponseBody().write(bytes);
    };
  }

  List<Asked> asked() {
    return asked;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
