package org.jackfield.system.management;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;

/** Shorthand for management operations on a server. */
record Model(TestServer server) {
  static final String SIP = "/subsystem=sip";

  /** On a server that runs as it is configured: what others have left to a reload comes first. */
  static Model settled(TestServer server) {
    Model model = new Model(server);
    if (!model.runsAsConfigured()) {
      server.reload();
    }
    return model;
  }

  /** Adds a resource with attributes given as {@code name=value}, lists as {@code name=[a,b]}. */
  void add(String address, String... attributes) {
    server.run(adding(address, attributes));
  }

  /** Why such a resource is refused; fails if it is added. */
  String refusal(String address, String... attributes) {
    return refusal(adding(address, attributes));
  }

  String refusal(ModelNode operation) {
    ModelNode answer = server.tryRun(operation);
    if (answer.get("outcome").asString().equals("success")) {
      throw new AssertionError("Nothing was wrong with " + operation.toJSONString(true));
    }
    return answer.get("failure-description").asString();
  }

  void remove(String address) {
    server.run(TestServer.operation("remove", address));
  }

  /** Whether what was done until now holds without a reload. */
  boolean runsAsConfigured() {
    return server.read("", "server-state").asString().equals("running");
  }

  ModelNode resource(String address) {
    return read(address, true);
  }

  /** All figures of the server, as Prometheus reads them. */
  String metrics() {
    return get(server.port(9990), "/metrics").body();
  }

  /** The status of a page of the web server; 400 is a WebSocket that has been asked for one. */
  int page(String path) {
    return get(server.httpPort(), path).statusCode();
  }

  private static HttpResponse<String> get(int port, String path) {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while reading", e);
    }
  }

  /** What is written in the configuration, without figures. */
  ModelNode configured(String address) {
    return read(address, false);
  }

  private ModelNode read(String address, boolean figures) {
    ModelNode operation = TestServer.operation("read-resource", address);
    operation.get("include-runtime").set(figures);
    operation.get("recursive").set(true);
    return server.run(operation);
  }

  private static ModelNode adding(String address, String... attributes) {
    ModelNode operation = TestServer.operation("add", address);
    for (String attribute : attributes) {
      String[] pair = attribute.split("=", 2);
      if (pair[1].startsWith("[")) {
        ModelNode list = operation.get(pair[0]).setEmptyList();
        Arrays.stream(pair[1].substring(1, pair[1].length() - 1).split(",")).forEach(list::add);
      } else {
        operation.get(pair[0]).set(pair[1]);
      }
    }
    return operation;
  }
}
