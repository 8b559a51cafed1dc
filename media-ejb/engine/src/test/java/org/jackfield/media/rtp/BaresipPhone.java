package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.media.flow.SoundEncoding;
import org.jackfield.media.flow.WavWriter;

/** A baresip that calls, says what a file has, presses keys, and keeps what it hears. */
final class BaresipPhone implements AutoCloseable {

  static final Path PROGRAM = Path.of("/usr/bin/baresip");
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
  private static final int FRAME = 160;
  private static final int ORDERS = 5;

  private final Path folder;
  private final int own;
  private final int orders;
  private final Process process;

  /**
   * Calls at once.
   *
   * @param account parameters of its account, as in {@code audio_codecs=pcmu}
   * @param says long enough for the call
   * @param rate of it: baresip's own conversion of rates bends a sound
   */
  BaresipPhone(Path folder, String account, short[] says, int rate, CalledParty calls)
      throws IOException {
    this(folder, account, says, rate, List.of("-e", "/dial sip:jack@127.0.0.1:" + calls.port()));
  }

  /** Waits for a call, and answers it. */
  static BaresipPhone waiting(Path folder, String account, short[] says, int rate)
      throws IOException {
    return new BaresipPhone(folder, account + ";answermode=auto", says, rate, List.of());
  }

  private BaresipPhone(
      Path folder, String account, short[] says, int rate, List<String> orderedAtOnce)
      throws IOException {
    this.folder = folder;
    own = freePorts();
    orders = own + ORDERS;
    Files.writeString(folder.resolve("config"), config(own, rate, wav(says, rate)));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:phone@127.0.0.1:%d>;regint=0;%s\n".formatted(own, account));
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-f", folder.toString()));
    command.addAll(orderedAtOnce);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.log").toFile())
            .start();
  }

  /** Where it takes calls for {@code phone}. */
  int port() {
    return own;
  }

  /** It wants the port for UDP and TCP, the next one for TLS, and one for orders. */
  private static int freePorts() throws IOException {
    IOException last = new IOException("No port");
    for (int i = 0; i < 100; i++) {
      InetAddress here = InetAddress.getLoopbackAddress();
      try (DatagramSocket udp = new DatagramSocket(0, here)) {
        int port = udp.getLocalPort();
        new ServerSocket(port, 1, here).close();
        new ServerSocket(port + 1, 1, here).close();
        new ServerSocket(port + ORDERS, 1, here).close();
        return port;
      } catch (IOException inUse) {
        last = inUse;
      }
    }
    throw last;
  }

  private Path wav(short[] samples, int rate) throws IOException {
    Path wav = folder.resolve("says.wav");
    try (WavWriter file = new WavWriter(wav, rate, 1, SoundEncoding.LINEAR_16, false)) {
      for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
        file.write(samples, at, FRAME);
      }
    }
    return wav;
  }

  private String config(int own, int rate, Path says) {
    return """
    sip_listen 127.0.0.1:%d
    net_interface 127.0.0.1
    ctrl_tcp_listen 127.0.0.1:%d
    audio_player aufile,%s/speaker.wav
    audio_source aufile,%s
    ausrc_srate %d
    auplay_srate 8000
    ausrc_channels 1
    auplay_channels 1
    snd_path %s
    module_path %s
    module g711.so
    module g722.so
    module opus.so
    module aufile.so
    module sndfile.so
    module srtp.so
    module_app account.so
    module_app menu.so
    module_app ctrl_tcp.so
    """
        .formatted(own, orders, folder, says, rate, folder, MODULES);
  }

  /** The call that it places. */
  CalledParty.Message invites(CalledParty called) throws IOException {
    try {
      return called.awaits("INVITE");
    } catch (SocketTimeoutException none) {
      String console = Files.readString(folder.resolve("console.log"));
      throw new AssertionError("baresip does not call:\n" + console, none);
    }
  }

  void press(char key) throws IOException {
    String order = "{\"command\":\"sndcode\",\"params\":\"" + key + "\"}";
    String netstring = order.length() + ":" + order + ",";
    try (Socket control = new Socket(InetAddress.getLoopbackAddress(), orders)) {
      control.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
      // It has read the order when it answers
      control.getInputStream().readNBytes(1);
    }
  }

  /** Ends it, and tells what it has heard at 8,000 samples a second. */
  short[] heard() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("baresip does not end");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(f -> f.toString().endsWith("dec.wav")).findFirst().orElseThrow();
      return WavFile.read(file).atEightKilohertz();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
