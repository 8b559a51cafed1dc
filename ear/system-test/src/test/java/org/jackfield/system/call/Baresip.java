package org.jackfield.system.call;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.system.Await;

/** A baresip phone on loopback: it calls, presses keys, answers, and keeps what it hears. */
final class Baresip implements AutoCloseable {

  private final Process process;
  private final Socket control;
  private final Path folder;
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Baresip(Process process, Socket control, Path folder) {
    this.process = process;
    this.control = control;
    this.folder = folder;
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * Starts a phone.
   *
   * @param says a WAV file, 8 kHz mono, long enough for the whole call
   * @param sipPort its own; the next is for TLS, the fifth after it for orders
   */
  static Baresip start(Path folder, String user, int sipPort, Path says) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config"),
        """
        poll_method epoll
        sip_listen 127.0.0.1:%d
        net_interface 127.0.0.1
        audio_player aufile,%s/speaker.wav
        audio_source aufile,%s
        audio_alert aufile,%s/alert.wav
        ausrc_srate 8000
        auplay_srate 8000
        ausrc_channels 1
        auplay_channels 1
        rtp_timeout 0
        snd_path %s
        ctrl_tcp_listen 127.0.0.1:%d
        module_path /usr/lib/baresip/modules
        module g711.so
        module aufile.so
        module sndfile.so
        module_app account.so
        module_app menu.so
        module_app ctrl_tcp.so
        """
            .formatted(sipPort, folder, says, folder, folder, sipPort + 5));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:%s@127.0.0.1:%d>;regint=0;audio_codecs=pcmu;answermode=auto\n"
            .formatted(user, sipPort));
    Process process =
        new ProcessBuilder("baresip", "-f", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.log").toFile())
            .start();
    return new Baresip(process, connect(sipPort + 5), folder);
  }

  private static Socket connect(int port) {
    Socket[] connected = new Socket[1];
    Await.until(
        "baresip takes orders",
        Duration.ofSeconds(20),
        () -> {
          try {
            connected[0] = new Socket(InetAddress.getLoopbackAddress(), port);
            return true;
          } catch (IOException notYet) {
            return false;
          }
        });
    return connected[0];
  }

  void dial(String address) {
    order("dial", address);
  }

  /** Presses a key for a moment. */
  void press(char key) {
    order("sndcode", String.valueOf(key));
  }

  /** Presses a key once a second until something is so. */
  void pressUntil(char key, Callable<Boolean> holds) {
    long[] next = {System.nanoTime()};
    Await.until(
        "the key " + key + " is taken",
        Duration.ofSeconds(20),
        () -> {
          if (System.nanoTime() >= next[0]) {
            press(key);
            next[0] = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
          }
          return holds.call();
        });
  }

  void hangUp() {
    order("hangup", "");
  }

  private void order(String command, String parameters) {
    String json = "{\"command\":\"%s\",\"params\":\"%s\"}".formatted(command, parameters);
    try {
      control
          .getOutputStream()
          .write((json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for an event such as {@code CALL_ESTABLISHED}. */
  void await(String event) {
    Await.until(
        event,
        Duration.ofSeconds(30),
        () -> events.stream().anyMatch(e -> e.contains("\"" + event + "\"")));
  }

  /** Events so far, as JSON. */
  List<String> events() {
    return events;
  }

  /** What was heard in the last call. */
  short[] heard() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().matches("dump-.*-dec\\.wav"))
              .max(java.util.Comparator.comparing(path -> path.getFileName().toString()))
              .orElseThrow(() -> new AssertionError("Nothing was heard"));
      return Wav.samples(Files.readAllBytes(file));
    }
  }

  /** Events come as netstrings: length, colon, JSON, comma. */
  private void listen() {
    try (InputStream in = new BufferedInputStream(control.getInputStream())) {
      while (true) {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
          if (c < 0) {
            return;
          }
          length = length * 10 + c - '0';
        }
        events.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        in.skipNBytes(1);
      }
    } catch (IOException closed) {
      events.add("closed");
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      control.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
