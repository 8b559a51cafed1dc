package org.jackfield.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.OperationBuilder;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/**
 * The provisioned server as a process, with a base folder of its own. One is shared by all tests of
 * a run ({@link #shared()}); a test that breaks or stops its server starts another.
 */
public final class TestServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Path HOME = Path.of(System.getProperty("jboss.home"));
  private static final Path WORK = Path.of(System.getProperty("jackfield.test.work"));

  /** Of two processes that test at the same time each has ports of its own. */
  private static final int OFFSET =
      Integer.getInteger("jackfield.test.offset")
          + 2_000 * (processNumber(System.getProperty("jackfield.test.process", "process-1")) - 1);

  private static @Nullable TestServer shared;

  private final Path base;
  private final int offset;
  private final List<String> options;
  private final ModelControllerClient client;
  private Process process;

  private TestServer(Path base, int offset, List<String> options) throws IOException {
    this.base = base;
    this.offset = offset;
    this.options = options;
    copy(HOME.resolve("standalone"), base);
    process = launch();
    client = ModelControllerClient.Factory.create(InetAddress.getLoopbackAddress(), port(9990));
  }

  private static int processNumber(String name) {
    return Integer.parseInt(name.substring("process-".length()));
  }

  /** The server that tests use which leave it as they found it. */
  public static synchronized TestServer shared() {
    if (shared == null) {
      TestServer started = start("shared", 0);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /**
   * Starts another server.
   *
   * @param name of its folder
   * @param shift ports between the shared server's and this one's: 100 or more, none taken twice
   * @param options for the JVM or the server, e.g. {@code -Djackfield.sip.port=5070}
   */
  public static TestServer start(String name, int shift, String... options) {
    try {
      TestServer server = new TestServer(WORK.resolve(name), OFFSET + shift, List.of(options));
      try {
        server.awaitRunning();
        return server;
      } catch (RuntimeException | Error e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, so that it can finish nothing (kill -9). */
  public void kill() {
    ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
    server.destroyForcibly();
    Await.until("the server is dead", () -> !server.isAlive() && !process.isAlive());
  }

  /** Starts it again, with what it has left behind, after {@link #kill()}. */
  public void startAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitRunning();
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/standalone.sh").toString());
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.socket.binding.port-offset=" + offset);
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("console.log").toFile()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // a server that lives for a minute spends half of its time in the second compiler: without it
    // it starts in 11 s instead of 15, with 15 s of CPU instead of 25. ZGC, which the script takes
    // by itself, wants more of a machine that many servers share
    builder
        .environment()
        .put(
            "JAVA_OPTS",
            "-Xms128m -Xmx768m -XX:+UseG1GC -XX:TieredStopAtLevel=1"
                + " -Djava.net.preferIPv4Stack=false");
    // without this the script lets the server outlive a signal to the script
    builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    return builder.start();
  }

  /** Between the usual ports and those of the server that has no shift. */
  public static int offset() {
    return OFFSET;
  }

  /** The port that a service of this server has, by the one it has without an offset. */
  public int port(int standard) {
    return standard + offset;
  }

  public int sipPort() {
    return port(5060);
  }

  public int httpPort() {
    return port(8080);
  }

  /** Of the JVM that is the server, not of the script that started it. */
  public long pid() {
    return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
  }

  /** The command line of the server, connected to it, and what it prints. */
  public String commandLine(String... commands) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  HOME.resolve("bin/jboss-cli.sh").toString(),
                  "--connect",
                  "--controller=127.0.0.1:" + port(9990),
                  "--commands=" + String.join(" , ", commands))
              .redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the server has written so far. */
  public String log() {
    try {
      return Files.readString(base.resolve("console.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the server keeps its data. */
  public Path data() {
    return base.resolve("data");
  }

  /** The configuration as it is written now. */
  public String configuration() {
    try {
      return Files.readString(base.resolve("configuration/standalone.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reloads, and waits until the server runs again. */
  public void reload() {
    reload(operation("reload", ""));
  }

  /** Reloads into the mode in which only management runs. */
  public void reloadAdminOnly() {
    ModelNode reload = operation("reload", "");
    reload.get("admin-only").set(true);
    reload(reload);
  }

  private void reload(ModelNode reload) {
    long before = log().lines().filter(line -> line.contains("WFLYSRV0025")).count();
    try {
      run(reload);
    } catch (UncheckedIOException e) {
      // With little to stop it may be down before its answer is out; that it comes up is what
      // counts
    }
    Await.until(
        "the server has reloaded",
        START,
        () -> log().lines().filter(line -> line.contains("WFLYSRV0025")).count() > before);
    awaitRunning();
  }

  /** Runs a management operation and gives its result; fails with the server's own words. */
  public ModelNode run(ModelNode operation) {
    ModelNode answer = tryRun(operation);
    if (!answer.get("outcome").asString().equals("success")) {
      throw new AssertionError(
          operation.toJSONString(true)
              + " failed: "
              + answer.get("failure-description").asString());
    }
    return answer.get("result");
  }

  /** Runs a management operation and gives the whole answer, successful or not. */
  public ModelNode tryRun(ModelNode operation) {
    try {
      return client.execute(operation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation on an address such as {@code /subsystem=sip/connector=udp}. */
  public static ModelNode operation(String name, String address) {
    ModelNode operation = new ModelNode();
    operation.get("operation").set(name);
    ModelNode path = operation.get("address").setEmptyList();
    Stream.of(address.split("/"))
        .filter(step -> !step.isEmpty())
        .forEach(step -> path.add(step.split("=", 2)[0], step.split("=", 2)[1]));
    return operation;
  }

  public ModelNode read(String address, String attribute) {
    ModelNode operation = operation("read-attribute", address);
    operation.get("name").set(attribute);
    return run(operation);
  }

  public void write(String address, String attribute, String value) {
    ModelNode operation = operation("write-attribute", address);
    operation.get("name").set(attribute);
    operation.get("value").set(value);
    run(operation);
  }

  /** Deploys an archive under its name; what it answers takes it away again. */
  public Deployment deploy(Archive<?> archive) {
    ServerDeploymentHelper helper = new ServerDeploymentHelper(client);
    try {
      helper.deploy(archive.getName(), archive.as(ZipExporter.class).exportAsInputStream());
    } catch (ServerDeploymentHelper.ServerDeploymentException e) {
      throw new AssertionError(archive.getName() + " does not deploy: " + e.getMessage(), e);
    }
    return () -> {
      try {
        helper.undeploy(archive.getName());
      } catch (ServerDeploymentHelper.ServerDeploymentException e) {
        throw new AssertionError(archive.getName() + " does not undeploy: " + e.getMessage(), e);
      }
    };
  }

  /** Puts an archive in the place of the one of the same name, in one operation. */
  public void redeploy(Archive<?> archive) {
    ModelNode replace = operation("full-replace-deployment", "");
    replace.get("name").set(archive.getName());
    replace.get("content").add("input-stream-index", 0);
    try (InputStream content = archive.as(ZipExporter.class).exportAsInputStream()) {
      ModelNode answer =
          client.execute(OperationBuilder.create(replace).addInputStream(content).build());
      if (!answer.get("outcome").asString().equals("success")) {
        throw new AssertionError(archive.getName() + " does not redeploy: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something deployed, until it is closed. */
  public interface Deployment extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until the server has started or reloaded. */
  public void awaitRunning() {
    Await.until(
        "the server runs",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("The server has ended:\n" + log());
          }
          try {
            return client.execute(running()).get("result").asString().equals("running");
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  private static ModelNode running() {
    ModelNode operation = operation("read-attribute", "");
    operation.get("name").set("server-state");
    return operation;
  }

  @Override
  public void close() {
    try {
      client.close();
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> old = Files.walk(to)) {
        for (Path path : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path path : files.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!path.startsWith(from.resolve("deployments"))) {
          Files.copy(path, target);
        }
      }
    }
  }
}
