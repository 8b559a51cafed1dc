package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.jackfield.media.flow.SoundEncoding;
import org.jackfield.media.flow.WavWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SRTP with a telephone that is not ours: baresip calls with {@code mediaenc=srtp-mand}, and both
 * sides hear each other. The test answers as much of SIP as that takes.
 */
class BaresipSrtpTest extends LegWorld {

  private static final Path PHONE = Path.of("/usr/bin/baresip");
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
  private static final int ANSWERS_MILLIS = 20_000;

  @TempDir private Path folder;
  private @Nullable DatagramSocket socket;
  private @Nullable Process baresip;

  @AfterEach
  void hangUp() throws Exception {
    Process running = baresip;
    if (running != null) {
      running.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    DatagramSocket open = socket;
    if (open != null) {
      open.close();
    }
  }

  private static byte[] tone(int hertz, int millis) {
    short[] samples = sine(hertz, millis);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  private Path says(int hertz) throws IOException {
    Path wav = folder.resolve("says.wav");
    short[] samples = sine(hertz, 20_000);
    try (WavWriter file = new WavWriter(wav, 8_000, 1, SoundEncoding.LINEAR_16, false)) {
      for (int at = 0; at < samples.length; at += FRAME) {
        file.write(samples, at, FRAME);
      }
    }
    return wav;
  }

  private Process start(DatagramSocket sip, Path says) throws IOException {
    int own;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      own = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("config"),
        """
        sip_listen 127.0.0.1:%d
        net_interface 127.0.0.1
        audio_player aufile,%s/speaker.wav
        audio_source aufile,%s
        ausrc_srate 8000
        auplay_srate 8000
        ausrc_channels 1
        auplay_channels 1
        snd_path %s
        module_path %s
        module g711.so
        module aufile.so
        module sndfile.so
        module srtp.so
        module_app account.so
        module_app menu.so
        """
            .formatted(own, folder, says, folder, MODULES));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:phone@127.0.0.1:%d>;regint=0;audio_codecs=pcmu;mediaenc=srtp-mand\n".formatted(own));
    return new ProcessBuilder(
            PHONE.toString(),
            "-f",
            folder.toString(),
            "-e",
            "/dial sip:jack@127.0.0.1:" + sip.getLocalPort())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("console.log").toFile())
        .start();
  }

  /** The next request of this method; others are passed over. */
  private static Request awaits(DatagramSocket sip, String method) throws IOException {
    byte[] bytes = new byte[8_192];
    while (true) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      sip.receive(packet);
      String text = new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (text.startsWith(method)) {
        return new Request(text, packet.getSocketAddress());
      }
    }
  }

  private record Request(String text, SocketAddress from) {
    String header(String name) {
      Matcher line = Pattern.compile("(?mi)^" + name + ": *(.*)$").matcher(text);
      assertThat(line.find()).as(name).isTrue();
      return line.group(1);
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    String answer(String contact, String body) {
      return "SIP/2.0 200 OK\r\nVia: "
          + header("Via")
          + "\r\nFrom: "
          + header("From")
          + "\r\nTo: "
          + header("To")
          + ";tag=jack\r\nCall-ID: "
          + header("Call-ID")
          + "\r\nCSeq: "
          + header("CSeq")
          + "\r\nContact: <"
          + contact
          + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
          + body.length()
          + "\r\n\r\n"
          + body;
    }

    String bye(int port) {
      String target = header("Contact").replaceAll("^<?([^>;]*).*", "$1");
      return "BYE "
          + target
          + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
          + port
          + ";branch=z9hG4bKbye;rport\r\nFrom: "
          + header("To")
          + ";tag=jack\r\nTo: "
          + header("From")
          + "\r\nCall-ID: "
          + header("Call-ID")
          + "\r\nCSeq: 1 BYE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }
  }

  private static void send(DatagramSocket sip, String text, SocketAddress to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sip.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private short[] heardByBaresip() throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith("dec.wav")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    short[] samples = new short[(bytes.length - 44) / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (bytes[44 + 2 * i] & 0xFF | bytes[45 + 2 * i] << 8);
    }
    return samples;
  }

  @Test
  void hearsAndIsHeard() throws Exception {
    assumeThat(PHONE).exists();
    DatagramSocket sip = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket = sip;
    sip.setSoTimeout(ANSWERS_MILLIS);
    Process telephone = start(sip, says(440));
    baresip = telephone;
    Request invite = awaits(sip, "INVITE");
    assertThat(invite.body()).contains("RTP/SAVP", "a=crypto:");
    MediaSession session = engine.answer(invite.body(), phone);
    assertThat(session.description()).contains("RTP/SAVP", "a=crypto:");
    Path recorded = folder.resolve("recorded.wav");
    Recording recording =
        session.record(
            new Recording.Settings(
                recorded, Channels.PEER, Duration.ofSeconds(60), false, false, Duration.ZERO));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 2_000))), 0);
    send(
        sip,
        invite.answer("sip:jack@127.0.0.1:" + sip.getLocalPort(), session.description()),
        invite.from());
    awaits(sip, "ACK");
    Fact.await("it is heard", () -> session.statistics().received() > 0);
    Fact.await("it goes on", () -> session.statistics().received() > 120);
    recording.stop();
    assertThat(phone.awaits(RecordingEnded.class).recording()).isSameAs(recording);

    byte[] bytes = Files.readAllBytes(recorded);
    short[] heard = new short[12_000];
    G711.decodeMu(bytes, bytes.length - heard.length, heard.length, heard, 0);
    assertThat(Tones.usualShare(heard, 440)).isGreaterThan(0.95);
    // What came before its port was open on either side
    assertThat(((RtpSession) session).leg().counters().dropped()).isLessThan(5);

    send(sip, invite.bye(sip.getLocalPort()), invite.from());
    awaits(sip, "SIP/2.0 200");
    telephone.destroy();
    assertThat(telephone.waitFor(10, TimeUnit.SECONDS)).isTrue();
    short[] hers = heardByBaresip();
    short[] middle = Arrays.copyOfRange(hers, hers.length / 3, hers.length / 3 + 8_000);
    assertThat(Tones.usualShare(middle, 1_000)).isGreaterThan(0.95);
  }
}
