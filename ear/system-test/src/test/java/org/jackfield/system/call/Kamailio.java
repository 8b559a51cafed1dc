package org.jackfield.system.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Sipp;

/** A Kamailio on loopback with one of the configurations in {@code src/test/resources/kamailio}. */
final class Kamailio implements AutoCloseable {

  private final Process process;
  private final int port;

  private Kamailio(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one at the edge of a server. */
  static Kamailio edge(Path folder, int port, int serverPort) throws IOException {
    return start(folder, "edge.cfg", port, Map.of("SERVER_PORT", String.valueOf(serverPort)));
  }

  /** Starts a provider's, which sends all calls on to a port. */
  static Kamailio provider(Path folder, int called) throws IOException {
    int port = Sipp.freePort();
    return start(
        folder.resolve("kamailio-" + port),
        "provider.cfg",
        port,
        Map.of("CALLED_PORT", String.valueOf(called)));
  }

  private static Kamailio start(Path folder, String name, int port, Map<String, String> places)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    try (InputStream stream = Kamailio.class.getResourceAsStream("/kamailio/" + name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> place : places.entrySet()) {
        text = text.replace(place.getKey(), place.getValue());
      }
      Files.writeString(file, text.replace("PROXY_PORT", String.valueOf(port)));
    }
    Process process =
        new ProcessBuilder(
                "kamailio",
                "-DD",
                "-E",
                "-m",
                "32",
                "-M",
                "4",
                "-f",
                file.toString(),
                "-Y",
                folder.toString(),
                "-w",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kamailio.log").toFile())
            .start();
    Await.until(
        "Kamailio listens", Duration.ofMinutes(1), () -> !process.isAlive() || isTaken(port));
    if (!process.isAlive()) {
      throw new AssertionError(
          "Kamailio has ended:\n" + Files.readString(folder.resolve("kamailio.log")));
    }
    return new Kamailio(process, port);
  }

  /** Looked up: who binds it in order to see holds it when Kamailio wants it. */
  private static boolean isTaken(int port) throws IOException {
    String local = ":%04X ".formatted(port);
    try (Stream<String> sockets = Files.lines(Path.of("/proc/net/udp"))) {
      return sockets.anyMatch(socket -> socket.contains(local));
    }
  }

  int port() {
    return port;
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it and its workers, so that they can say nothing more. */
  void kill() {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    Await.until("Kamailio is dead", () -> !process.isAlive());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
