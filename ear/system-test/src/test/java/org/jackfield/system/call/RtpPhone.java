package org.jackfield.system.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The sound of a phone whose signalling the test does itself: it sends µ-law and keys from an
 * address, and keeps what comes.
 */
final class RtpPhone implements AutoCloseable {

  private static final int FRAME = 160;
  private static final int HEADER = 12;
  private static final int KEYS = 101;
  private static final int MARKER = 0x80;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final int source = new Random().nextInt();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private int sequence = 1_000;
  private int timestamp = 50_000;

  /**
   * Opens a port.
   *
   * @param host the address that it sends from
   * @param serverPort that of the server's session description
   */
  RtpPhone(String host, int serverPort) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(host, 0));
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    Thread.ofVirtual().name("rtp-phone").start(this::listen);
  }

  private void listen() {
    byte[] bytes = new byte[2_048];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      try {
        socket.receive(packet);
      } catch (IOException closed) {
        return;
      }
      synchronized (heard) {
        heard.write(bytes, HEADER, Math.max(0, packet.getLength() - HEADER));
      }
    }
  }

  /** Sends so many frames of voice. */
  void speak(int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      byte[] voice = new byte[FRAME];
      new Random(i).nextBytes(voice);
      send(0, voice);
      timestamp += FRAME;
    }
  }

  /** Presses a key by RFC 4733. */
  void press(int digit) throws IOException {
    for (int duration = FRAME; duration <= 5 * FRAME; duration += FRAME) {
      send(duration == FRAME ? KEYS | MARKER : KEYS, event(digit, false, duration));
    }
    for (int again = 0; again < 3; again++) {
      send(KEYS, event(digit, true, 5 * FRAME));
    }
    timestamp += 10 * FRAME;
  }

  private static byte[] event(int digit, boolean end, int duration) {
    return ByteBuffer.allocate(4)
        .put((byte) digit)
        .put((byte) (end ? 0x8A : 0x0A))
        .putShort((short) duration)
        .array();
  }

  private void send(int type, byte[] payload) throws IOException {
    byte[] packet =
        ByteBuffer.allocate(HEADER + payload.length)
            .put((byte) 0x80)
            .put((byte) type)
            .putShort((short) sequence++)
            .putInt(timestamp)
            .putInt(source)
            .put(payload)
            .array();
    socket.send(new DatagramPacket(packet, packet.length, server));
  }

  /** What has come so far. */
  short[] heard() {
    synchronized (heard) {
      return Wav.ofPcmu(heard.toByteArray());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
