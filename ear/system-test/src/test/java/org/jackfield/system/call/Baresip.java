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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.system.Await;

/** A baresip phone on loopback: it calls, presses keys, answers, and keeps what it hears. */
public final class Baresip implements AutoCloseable {

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
  public static Baresip start(Path folder, String user, int sipPort, Path says) throws IOException {
    return start(folder, user, sipPort, says, "pcmu");
  }

  /** The same with other codecs, as in {@code g722/16000/1}. */
  static Baresip start(Path folder, String user, int sipPort, Path says, String codecs)
      throws IOException {
    String account =
        "<sip:%s@127.0.0.1:%d>;regint=0;audio_codecs=%s;answermode=auto\n"
            .formatted(user, sipPort, codecs);
    return launch(folder, sipPort, says, account);
  }

  /**
   * Starts a phone that registers at a server as a user of a domain; over TLS its sound is
   * encrypted.
   *
   * @param server host and port for the transport
   * @param transport udp, tcp or tls
   */
  static Baresip registered(
      Path folder,
      String user,
      PhoneDomain domain,
      String server,
      String transport,
      int sipPort,
      Path says)
      throws IOException {
    String account =
        ("<sip:%s@%s;transport=%s>;auth_pass=%s;outbound=\"sip:%s;transport=%s\";regint=60;"
                + "audio_codecs=pcmu;answermode=auto%s\n")
            .formatted(
                user,
                domain.name(),
                transport,
                PhoneDomain.PASSWORD,
                server,
                transport,
                transport.equals("tls") ? ";mediaenc=srtp-mand" : "");
    return launch(folder, sipPort, says, account);
  }

  private static Baresip launch(Path folder, int sipPort, Path says, String account)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config"), config(folder, sipPort, says));
    Files.writeString(folder.resolve("accounts"), account);
    Process process =
        new ProcessBuilder("baresip", "-f", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.log").toFile())
            .start();
    return new Baresip(process, connect(sipPort + 5), folder);
  }

  private static String config(Path folder, int sipPort, Path says) {
    return """
    poll_method epoll
    sip_listen 127.0.0.1:%d
    sip_verify_server no
    net_interface 127.0.0.1
    audio_player aufile,%s/speaker.wav
    audio_source aufile,%s
    audio_alert aufile,%s/alert.wav
    ausrc_srate 8000
    auplay_srate 8000
    ausrc_channels 1
    auplay_channels 1
    rtp_ports 2000-4900
    rtp_timeout 0
    snd_path %s
    ctrl_tcp_listen 127.0.0.1:%d
    module_path /usr/lib/baresip/modules
    module g711.so
    module g722.so
    module srtp.so
    module aufile.so
    module sndfile.so
    module_app account.so
    module_app menu.so
    module_app ctrl_tcp.so
    """
        .formatted(sipPort, folder, says, folder, folder, sipPort + 5);
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

  public void dial(String address) {
    order("dial", address);
  }

  /** Presses a key for a moment. */
  public void press(char key) {
    order("sndcode", String.valueOf(key));
  }

  /**
   * Presses a key until something is so; rarely, for what is so late would be another key of what
   * comes next.
   */
  public void pressUntil(char key, Callable<Boolean> holds) {
    untilAsked("the key " + key + " is taken", 3, () -> press(key), holds);
  }

  /** Does it every few seconds, until something holds. */
  private static void untilAsked(
      String what, int interval, Runnable asked, Callable<Boolean> holds) {
    long[] next = {System.nanoTime()};
    Await.until(
        what,
        Duration.ofSeconds(30),
        () -> {
          if (System.nanoTime() >= next[0]) {
            asked.run();
            next[0] = System.nanoTime() + TimeUnit.SECONDS.toNanos(interval);
          }
          return holds.call();
        });
  }

  public void hangUp() {
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

  /**
   * Waits until its server has taken its registration. It is asked how things stand: over UDP the
   * event may have come before there was anybody to hear it.
   */
  void awaitRegistered() {
    untilAsked(
        "it is registered",
        1,
        () -> order("reginfo", ""),
        () -> events.stream().anyMatch(Baresip::isRegistered));
  }

  private static boolean isRegistered(String event) {
    return event.contains("User Agents") && event.contains("OK ");
  }

  /** Waits for an event such as {@code CALL_ESTABLISHED}. */
  public void await(String event) {
    Await.until(
        event,
        Duration.ofSeconds(30),
        () -> events.stream().anyMatch(e -> e.contains("\"" + event + "\"")));
  }

  /** Events so far, as JSON. */
  public List<String> events() {
    return events;
  }

  /** What was heard in the last call. */
  public short[] heard() throws IOException {
    Path file = lastCall().orElseThrow(() -> new AssertionError("Nothing was heard"));
    return Wav.narrow(Files.readAllBytes(file));
  }

  /** How many seconds have been heard in the last call so far. */
  double heardSoFar() throws IOException {
    Optional<Path> file = lastCall();
    // Two bytes a sample, and a header that is nobody's concern
    return file.isPresent() ? Files.size(file.get()) / (2.0 * Wav.RATE) : 0;
  }

  private Optional<Path> lastCall() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches("dump-.*-dec\\.wav"))
          .max(java.util.Comparator.comparing(path -> path.getFileName().toString()));
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
