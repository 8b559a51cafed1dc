package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaListener;
import org.jspecify.annotations.Nullable;

/** A telephone on loopback: describes itself, keeps what it hears, sends what it is told to. */
final class FarSide implements MediaListener, AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern PORT = Pattern.compile("m=audio (\\d+)");
  private static final AtomicInteger NEXT = new AtomicInteger(40_000);

  private final DatagramSocket socket;
  private final BlockingQueue<Packet> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger received = new AtomicInteger();
  private final BlockingQueue<MediaEvent> events = new LinkedBlockingQueue<>();
  private final Thread ear = new Thread(this::listen, "far-side");
  private volatile boolean closed;
  private @Nullable InetSocketAddress engine;

  int sequence = 1_000;
  int timestamp = 50_000;
  int ssrc = 0x1234;

  /** A packet that came, and when. */
  record Packet(byte[] bytes, long at) {
    int type() {
      return bytes[1] & 0x7F;
    }

    boolean marker() {
      return (bytes[1] & 0x80) != 0;
    }

    int sequence() {
      return RtpPacket.unsigned16(bytes, 2);
    }

    int timestamp() {
      return RtpPacket.int32(bytes, 4);
    }

    int ssrc() {
      return RtpPacket.int32(bytes, 8);
    }

    byte[] payload() {
      return Arrays.copyOfRange(bytes, 12, bytes.length);
    }
  }

  FarSide() throws IOException {
    this("127.0.0.1");
  }

  FarSide(String address) throws IOException {
    socket = bind(address);
    socket.setSoTimeout(200);
    ear.start();
  }

  private static DatagramSocket bind(String address) throws IOException {
    IOException last = new IOException("no port");
    for (int i = 0; i < 100; i++) {
      int port = NEXT.addAndGet(2);
      try {
        return new DatagramSocket(port, InetAddress.getByName(address));
      } catch (IOException inUse) {
        last = inUse;
      }
    }
    throw last;
  }

  private void listen() {
    byte[] buffer = new byte[2_048];
    while (!closed) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        heard.add(new Packet(Arrays.copyOf(buffer, packet.getLength()), System.nanoTime()));
        received.incrementAndGet();
      } catch (SocketTimeoutException quiet) {
        continue;
      } catch (IOException over) {
        return;
      }
    }
  }

  /** Packets that have come so far. */
  int received() {
    return received.get();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** An offer of these formats, as in {@code 0 101}. */
  String describe(String formats, String... attributes) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 "
        + socket.getLocalAddress().getHostAddress()
        + "\r\nt=0 0\r\nm=audio "
        + port()
        + " RTP/AVP "
        + formats
        + "\r\na=rtpmap:101 telephone-event/8000\r\n"
        + Arrays.stream(attributes).map(a -> "a=" + a + "\r\n").reduce("", String::concat);
  }

  /** Sends where the engine's description says. */
  FarSide reads(String description) throws IOException {
    Matcher matcher = PORT.matcher(description);
    assertThat(matcher.find()).isTrue();
    engine =
        new InetSocketAddress(
            InetAddress.getByName("127.0.0.1"), Integer.parseInt(matcher.group(1)));
    return this;
  }

  void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, engine));
  }

  /** One packet of voice. */
  void speak(int type, byte[] payload) throws IOException {
    send(packet(false, type, payload));
    timestamp += 160;
  }

  byte[] packet(boolean marker, int type, byte[] payload) {
    byte[] bytes = new byte[12 + payload.length];
    RtpPacket.write(bytes, marker, type, sequence++ & 0xFFFF, timestamp, ssrc);
    System.arraycopy(payload, 0, bytes, 12, payload.length);
    return bytes;
  }

  /** One packet of a telephone event at the current timestamp. */
  void event(boolean marker, int code, boolean end, int duration) throws IOException {
    send(packet(marker, 101, eventPayload(code, end, duration)));
  }

  static byte[] eventPayload(int code, boolean end, int duration) {
    byte[] payload = {(byte) code, (byte) (end ? 0x8A : 0x0A), 0, 0};
    RtpPacket.put16(payload, 2, duration);
    return payload;
  }

  @Override
  public void onEvent(MediaEvent event) {
    events.add(event);
  }

  /** The next event of this kind; others before it are passed over. */
  <T extends MediaEvent> T awaits(Class<T> kind) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      MediaEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
    throw new AssertionError("there was no " + kind.getSimpleName());
  }

  /** Events before the next one of this kind; all are taken away. */
  List<MediaEvent> eventsUntil(Class<? extends MediaEvent> kind) throws InterruptedException {
    List<MediaEvent> before = new ArrayList<>();
    MediaEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    while (event != null && !kind.isInstance(event)) {
      before.add(event);
      event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    assertThat(event).as("the next " + kind.getSimpleName()).isNotNull();
    return before;
  }

  /** Events so far, taken away. */
  List<MediaEvent> eventsSoFar() {
    List<MediaEvent> all = new ArrayList<>();
    events.drainTo(all);
    return all;
  }

  /** The next packet. */
  Packet hears() throws InterruptedException {
    Packet packet = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (packet == null) {
      throw new AssertionError("there was no packet");
    }
    return packet;
  }

  /** The next packet, if it comes within so many milliseconds. */
  @Nullable Packet hearsWithin(long millis) throws InterruptedException {
    return heard.poll(millis, TimeUnit.MILLISECONDS);
  }

  /** The next so many packets. */
  List<Packet> hears(int number) throws InterruptedException {
    List<Packet> packets = new ArrayList<>();
    while (packets.size() < number) {
      packets.add(hears());
    }
    return packets;
  }

  /** What has come already, taken away. */
  List<Packet> heardSoFar() {
    List<Packet> packets = new ArrayList<>();
    heard.drainTo(packets);
    return packets;
  }

  static byte[] joined(List<Packet> packets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    packets.forEach(packet -> all.writeBytes(packet.payload()));
    return all.toByteArray();
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }
}
