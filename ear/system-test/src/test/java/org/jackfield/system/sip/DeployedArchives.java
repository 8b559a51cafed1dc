package org.jackfield.system.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.Journal;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Several archives and the routes between them, on the shared server for a test class. Before they
 * go, {@link Leftovers} looks at what they have left.
 */
public final class DeployedArchives implements BeforeAllCallback, AfterAllCallback {
  private final TestServer server = TestServer.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Leftovers leftovers = new Leftovers(server);
  private final List<Archive<?>> archives;
  private final Map<String, Consumer<ModelNode>> routes = new LinkedHashMap<>();
  private final Deque<TestServer.Deployment> deployments = new ArrayDeque<>();

  private DeployedArchives(List<Archive<?>> archives) {
    this.archives = archives;
  }

  public static DeployedArchives of(Archive<?>... archives) {
    return new DeployedArchives(List.of(archives));
  }

  /** A WAR with one SIP servlet, declared in sip.xml under the application's name. */
  public static WebArchive war(String application, Class<?> servlet) {
    return ShrinkWrap.create(WebArchive.class, application + ".war")
        .addClasses(servlet, Journal.class)
        .addAsWebInfResource(
            new StringAsset(
                """
                <sip-app xmlns="http://www.jcp.org/xml/ns/sipservlet" version="1.1">
                  <app-name>%s</app-name>
                  <servlet-selection>
                    <main-servlet>main</main-servlet>
                  </servlet-selection>
                  <servlet>
                    <servlet-name>main</servlet-name>
                    <servlet-class>%s</servlet-class>
                    <load-on-startup>1</load-on-startup>
                  </servlet>
                </sip-app>
                """
                    .formatted(application, servlet.getName())),
            "sip.xml");
  }

  /** A route of the router while the archives are deployed. */
  public DeployedArchives route(
      String name, String application, int order, Consumer<ModelNode> rule) {
    routes.put(
        name,
        operation -> {
          operation.get("application").set(application);
          operation.get("order").set(order);
          rule.accept(operation);
        });
    return this;
  }

  /** Lets the server log this as an error: what a test provokes. */
  public DeployedArchives mayLog(String part) {
    leftovers.allow(part);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    leftovers.begin();
    archives.forEach(archive -> deployments.push(server.deploy(archive)));
    routes.forEach((name, rule) -> {
      ModelNode add = TestServer.operation("add", address(name));
      rule.accept(add);
      server.run(add);
    });
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      routes.keySet().forEach(name -> server.run(TestServer.operation("remove", address(name))));
      archives.stream()
          .map(Archive::getName)
          .filter(name -> name.endsWith(".war"))
          .forEach(leftovers::mustBeNone);
    } finally {
      deployments.forEach(TestServer.Deployment::close);
    }
    leftovers.mustNotBeLogged();
  }

  private static String address(String route) {
    return "subsystem=sip/route=" + route;
  }

  public TestServer server() {
    return server;
  }

  public Phone phone() {
    return Phone.tcp(server.sipPort());
  }

  /** Somebody whom the applications answer for. */
  public String uri(String user) {
    return "sip:" + user + "@127.0.0.1:" + server.sipPort() + ";transport=tcp";
  }

  /** What a web resource answers. */
  public String get(String path) {
    return send(HttpRequest.newBuilder(address().resolve(path)).GET());
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(response + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an answer", e);
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.httpPort() + "/");
  }

  /** What an application has noted so far. */
  public List<String> journal(String application) {
    return get(application + "/journal").lines().toList();
  }

  /** Waits until an application has noted this. */
  public void awaitNote(String application, String note) {
    try {
      Await.until("the note '" + note + "'", () -> journal(application).contains(note));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; it says " + journal(application), e);
    }
  }
}
