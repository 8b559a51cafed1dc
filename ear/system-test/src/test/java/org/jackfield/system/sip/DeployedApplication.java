package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.Calls;
import org.jackfield.system.sip.application.Interfaces;
import org.jackfield.system.sip.application.Journal;
import org.jackfield.system.sip.application.Orders;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A WAR with a SIP application, deployed on the shared server for a test class. Before it goes,
 * {@link Leftovers} looks at what it has left.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DeployedApplication application = DeployedApplication.of(RingingServlet.class);
 * }</pre>
 */
public final class DeployedApplication implements BeforeAllCallback, AfterAllCallback {
  private final Class<?>[] classes;
  private final List<Package> packages = new ArrayList<>();
  private final Map<String, String> descriptors = new LinkedHashMap<>();
  private final TestServer server = TestServer.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Leftovers leftovers = new Leftovers(server);
  private String name = "";
  private TestServer.@Nullable Deployment deployment;

  private DeployedApplication(Class<?>... classes) {
    this.classes = classes;
  }

  /** Servlets and what they need, beside {@link Journal} and {@link Orders}. */
  public static DeployedApplication of(Class<?>... classes) {
    return new DeployedApplication(classes);
  }

  /** All classes of a package, and what is said about the package itself. */
  public static DeployedApplication ofPackage(Package classes) {
    DeployedApplication application = new DeployedApplication();
    application.packages.add(classes);
    return application;
  }

  /** Lets the server log this as an error: what a test provokes. */
  public DeployedApplication mayLog(String part) {
    leftovers.allow(part);
    return this;
  }

  /** Puts a text into WEB-INF: sip.xml, jboss-web.xml. */
  public DeployedApplication withDescriptor(String file, String text) {
    descriptors.put(file, text);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    name = context.getRequiredTestClass().getSimpleName();
    leftovers.begin();
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addClasses(Journal.class, Orders.class, Calls.class, Interfaces.class)
            .addClasses(classes);
    packages.forEach(war::addPackage);
    descriptors.forEach((file, text) -> war.addAsWebInfResource(new StringAsset(text), file));
    deployment = server.deploy(war);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TestServer.Deployment deployed = deployment;
    if (deployed != null) {
      try {
        leftovers.mustBeNone(name + ".war");
      } finally {
        deployed.close();
      }
    }
    leftovers.mustNotBeLogged();
  }

  public TestServer server() {
    return server;
  }

  public int sipPort() {
    return server.sipPort();
  }

  /** Where the server takes TLS, with the certificate of the web server. */
  public InetSocketAddress tls() {
    return new InetSocketAddress("127.0.0.1", server.port(5061));
  }

  /** A phone of a transport: UDP, TCP. */
  public Phone phone(String transport) {
    return Phone.over(transport, sipPort());
  }

  /** Somebody whom the application answers for. */
  public String uri(String user) {
    return "sip:" + user + "@127.0.0.1:" + sipPort();
  }

  /** Has the application do something, and gives what it says about it. */
  public String order(String order, String argument) {
    return http(
        request("order?order=%s&argument=%s".formatted(encode(order), encode(argument)))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** What the application has noted so far. */
  public List<String> journal() {
    return http(request("journal").GET()).lines().toList();
  }

  public void forgetJournal() {
    http(request("journal").DELETE());
  }

  /** Those of its notes that start so, without that start. */
  public List<String> journal(String start) {
    return journal().stream()
        .filter(note -> note.startsWith(start))
        .map(note -> note.substring(start.length()))
        .toList();
  }

  /** Waits until the application has noted this. */
  public void awaitNote(String note) {
    awaitJournal("the note '" + note + "'", notes -> notes.contains(note));
  }

  /** The same, for what takes longer than most. */
  void awaitNote(String note, Duration deadline) {
    awaitJournal("the note '" + note + "'", deadline, notes -> notes.contains(note));
  }

  /** Waits until its notes are so. */
  public void awaitJournal(String fact, Predicate<List<String>> holds) {
    awaitJournal(fact, Await.SOON, holds);
  }

  private void awaitJournal(String fact, Duration deadline, Predicate<List<String>> holds) {
    try {
      Await.until(fact, deadline, () -> holds.test(journal()));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the journal says " + journal(), e);
    }
  }

  /** Waits for so many notes that start so, and gives them without that start. */
  public List<String> awaitNotes(String start, int number) {
    awaitJournal(
        number + " notes of '" + start + "'",
        notes -> notes.stream().filter(note -> note.startsWith(start)).count() >= number);
    return journal(start);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.httpPort() + "/" + name + "/" + path));
  }

  /** What its web half answers at a path below its own. */
  public String get(String path) {
    return http(request(path).GET());
  }

  private String http(HttpRequest.Builder request) {
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
      throw new AssertionError("Interrupted during " + request, e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
