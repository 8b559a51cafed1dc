package org.jackfield.system.call;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.sip.Phone;

/**
 * The sound of a phone: G.711 µ-law and telephone events, a packet every 20 ms from the moment that
 * it knows where to (RFC 3551, RFC 4733). What it hears is kept in its place in time.
 */
final class SpeakingPhone implements AutoCloseable {

  private static final int SAMPLES = 160;
  private static final int LONGEST = 60 * Wav.RATE;
  private static final String KEYS = "0123456789*#ABCD";
  private static final Pattern MEDIA =
      Pattern.compile("(?s).*c=IN IP4 (\\S+).*m=audio ([0-9]+) .*");

  private final Phone phone;
  private final DatagramSocket socket;
  private final Queue<byte[]> toSay = new ConcurrentLinkedQueue<>();
  private final Queue<byte[]> toPress = new ConcurrentLinkedQueue<>();
  private final List<Character> keys = new CopyOnWriteArrayList<>();
  private final byte[] heard = new byte[LONGEST];
  private volatile InetSocketAddress peer = new InetSocketAddress(0);
  private volatile boolean closed;
  private int length;
  private long begin = -1;
  private long lastKey = -1;
  private int sequence;
  private int timestamp;

  private SpeakingPhone(int sipPort) throws SocketException {
    phone = Phone.udp(sipPort);
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Arrays.fill(heard, (byte) 0xFF);
    Thread.ofPlatform().daemon().name("hears").start(this::hear);
  }

  static SpeakingPhone at(VoiceServer server) throws SocketException {
    return new SpeakingPhone(server.server().sipPort());
  }

  Phone phone() {
    return phone;
  }

  /** What it offers and answers, as the end of a message. */
  String[] sdp(String... headers) {
    return message(",101", "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n", headers);
  }

  /** The same for a phone that has no telephone events. */
  String[] sdpWithoutKeys() {
    return message("", "");
  }

  private String[] message(String types, String lines, String... headers) {
    String sdp =
        """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0%s
        """
            .formatted(socket.getLocalPort(), types.replace(',', ' '))
            .replace("\n", "\r\n");
    String[] all = Arrays.copyOf(headers, headers.length + 3);
    all[headers.length] = "Content-Type: application/sdp";
    all[headers.length + 1] = "";
    all[headers.length + 2] = sdp + lines;
    return all;
  }

  /** Begins to speak to where a description says. */
  void speaksTo(String description) {
    Matcher media = MEDIA.matcher(description);
    if (!media.matches()) {
      throw new AssertionError("Nobody can be spoken to by " + description);
    }
    boolean first = peer.getPort() == 0;
    peer = new InetSocketAddress(media.group(1), Integer.parseInt(media.group(2)));
    if (first) {
      Thread.ofPlatform().daemon().name("speaks").start(this::speak);
    }
  }

  /** Says it, after what it says already. */
  void says(short[] sound) {
    for (int at = 0; at + SAMPLES <= sound.length; at += SAMPLES) {
      byte[] packet = new byte[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        packet[i] = pcmu(sound[at + i]);
      }
      toSay.add(packet);
    }
  }

  /** Whether all that it was to say is on its way. */
  boolean hasSaidAll() {
    return toSay.isEmpty();
  }

  /** Presses keys by telephone events, each for 100 ms. */
  void presses(String pressed) {
    for (char key : pressed.toCharArray()) {
      for (int i = 1; i <= 8; i++) {
        int end = i > 5 ? 0x80 : 0;
        int duration = Math.min(i, 5) * SAMPLES;
        ByteBuffer event = ByteBuffer.allocate(5).put((byte) KEYS.indexOf(key));
        toPress.add(event.put((byte) (end | 10)).putShort((short) duration).put((byte) i).array());
      }
    }
  }

  /** The keys that the far end has pressed. */
  String keys() {
    StringBuilder all = new StringBuilder();
    keys.forEach(all::append);
    return all.toString();
  }

  /** All that it has heard so far, from the first packet on. */
  synchronized short[] heard() {
    return Wav.ofPcmu(Arrays.copyOf(heard, length));
  }

  private void speak() {
    long next = System.nanoTime();
    int keyBegan = 0;
    while (!closed) {
      byte[] event = toPress.poll();
      if (event == null) {
        byte[] packet = toSay.poll();
        send(0, timestamp, packet == null ? silence() : packet);
      } else {
        keyBegan = event[4] == 1 ? timestamp : keyBegan;
        send(101, keyBegan, Arrays.copyOf(event, 4));
      }
      timestamp += SAMPLES;
      next += 20_000_000;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private static byte[] silence() {
    byte[] silence = new byte[SAMPLES];
    Arrays.fill(silence, (byte) 0xFF);
    return silence;
  }

  private void send(int type, int at, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
    packet.put((byte) 0x80).put((byte) type).putShort((short) sequence++).putInt(at).putInt(42);
    packet.put(payload);
    try {
      socket.send(new DatagramPacket(packet.array(), packet.capacity(), peer));
    } catch (IOException e) {
      // The far end is gone, or this one is
    }
  }

  private void hear() {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    while (!closed) {
      try {
        socket.receive(packet);
        take(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
      } catch (IOException e) {
        // It is closed, or was told that nobody is there
      }
    }
  }

  private synchronized void take(ByteBuffer packet) {
    if (packet.remaining() < 12 || (packet.get(0) & 0xC0) != 0x80) {
      return;
    }
    int type = packet.get(1) & 0x7F;
    long at = packet.getInt(4) & 0xFFFF_FFFFL;
    packet.position(12);
    if (type == 101 && packet.remaining() >= 4) {
      if ((packet.get(13) & 0x80) != 0 && at != lastKey) {
        lastKey = at;
        keys.add(KEYS.charAt(packet.get(12)));
      }
    } else if (type == 0) {
      begin = begin < 0 ? at : begin;
      int place = (int) Math.min(Math.max(at - begin, 0), LONGEST - packet.remaining());
      length = Math.max(length, place + packet.remaining());
      packet.get(heard, place, packet.remaining());
    }
  }

  // ITU-T G.711, table 2a
  private static byte pcmu(short sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int level = Math.min(Math.abs((int) sample), 32_635) + 132;
    int segment = 31 - Integer.numberOfLeadingZeros(level) - 7;
    return (byte) ~(sign | segment << 4 | level >> segment + 3 & 0x0F);
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
    phone.close();
  }
}
