package org.jackfield.system.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A sipp process with one of the scenarios in {@code src/test/resources/sipp}, on loopback.
 *
 * <pre>{@code
 * Sipp.scenario("uac").to(server.sipPort()).calls(10).run().mustSucceed();
 * try (Sipp.Running callee = Sipp.scenario("uas").calls(1).start()) { ...; callee.await().mustSucceed(); }
 * }</pre>
 */
public final class Sipp {
  private static final Path WORK = Path.of(System.getProperty("jackfield.test.work"), "sipp");
  private final List<String> arguments = new ArrayList<>();
  private final String scenario;
  private String remote = "";
  private int port = freePort();
  private int seconds = 60;

  private Sipp(String scenario) {
    this.scenario = scenario;
    calls(1);
  }

  /**
   * A scenario of ours by its file name without {@code .xml}, or one built in, as {@code -sn uac}.
   */
  public static Sipp scenario(String name) {
    return new Sipp(name);
  }

  /** Where requests go: a port on 127.0.0.1. */
  public Sipp to(int serverPort) {
    remote = "127.0.0.1:" + serverPort;
    return this;
  }

  public Sipp calls(int number) {
    return with("-m", String.valueOf(number));
  }

  public Sipp rate(int callsPerSecond) {
    return with("-r", String.valueOf(callsPerSecond));
  }

  /** {@code u1} (default), {@code un}, {@code t1}, {@code tn}, {@code l1}... */
  public Sipp transport(String mode) {
    return with("-t", mode);
  }

  /** The user part that is called. */
  public Sipp user(String service) {
    return with("-s", service);
  }

  public Sipp key(String name, String value) {
    return with("-key", name, value);
  }

  public Sipp port(int local) {
    port = local;
    return this;
  }

  public Sipp timeout(int afterSeconds) {
    seconds = afterSeconds;
    return this;
  }

  public Sipp with(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public int localPort() {
    return port;
  }

  public Result run() {
    try (Running running = start()) {
      return running.await();
    }
  }

  public Running start() {
    try {
      Files.createDirectories(WORK);
      Path errors = Files.createTempFile(WORK, scenario + "-", ".errors");
      List<String> command = new ArrayList<>(List.of("sipp"));
      Path file = Path.of("src/test/resources/sipp", scenario + ".xml").toAbsolutePath();
      command.addAll(
          Files.exists(file) ? List.of("-sf", file.toString()) : List.of("-sn", scenario));
      if (!remote.isEmpty()) {
        command.add(remote);
      }
      command.addAll(
          List.of("-i", "127.0.0.1", "-p", String.valueOf(port), "-nostdin", "-trace_err"));
      command.addAll(List.of("-error_file", errors.toString()));
      command.addAll(List.of("-timeout", seconds + "s", "-timeout_error"));
      command.addAll(arguments);
      Path output = Files.createTempFile(WORK, scenario + "-", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(WORK.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Running(this, process, output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException("sipp does not start: apt-get install sip-tester", e);
    }
  }

  /**
   * A port that is free for UDP and TCP on loopback now, between those of servers and phones and
   * those that the system gives to connections: one of them could take it before sipp does.
   */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(28_500, 32_700);
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try (DatagramSocket udp = new DatagramSocket(local);
          ServerSocket tcp = new ServerSocket()) {
        tcp.bind(local);
        return udp.getLocalPort();
      } catch (IOException taken) {
        // Another one then
      }
    }
  }

  /** A sipp that runs; closing it ends it. */
  public record Running(Sipp sipp, Process process, Path output, Path errors)
      implements AutoCloseable {
    public int port() {
      return sipp.localPort();
    }

    public Result await() {
      try {
        if (!process.waitFor(sipp.seconds + 10L, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          process.waitFor();
        }
        return new Result(
            sipp.scenario,
            process.exitValue(),
            Files.readString(output),
            Files.exists(errors) ? Files.readString(errors) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while sipp ran", e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /**
   * How a sipp ended.
   *
   * @param exit 0 if all calls went as the scenario says, 1 if one did not, 97 on its own time
   *     limit
   */
  public record Result(String scenario, int exit, String output, String errors) {
    public Result mustSucceed() {
      if (exit != 0) {
        throw new AssertionError(
            "sipp " + scenario + " ended with " + exit + "\n" + errors + "\n" + tail(output));
      }
      return this;
    }

    /** A number of the final statistics, such as {@code Successful call} or {@code Failed call}. */
    public long statistic(String name) {
      return output
          .lines()
          .filter(line -> line.strip().startsWith(name))
          .map(line -> line.substring(line.lastIndexOf('|') + 1).strip())
          .mapToLong(Long::parseLong)
          .reduce((first, last) -> last)
          .orElseThrow(() -> new AssertionError("sipp says nothing of " + name));
    }

    private static String tail(String text) {
      return text.substring(Math.max(0, text.length() - 3000));
    }
  }
}
