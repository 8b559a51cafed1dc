package org.jackfield.media.rtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.media.codec.G711;

/** The telephones of a {@link LoadProgram}: sends, where asked, and measures when packets come. */
final class LoadPeer {

  private static final long FRAME = 20_000_000L;
  private static final int BINS = 2_000;

  private final DatagramChannel[] channels;
  private final long[] last;
  private final int[] lastSequence;
  // Of 0.1 ms each
  private final long[] gaps = new long[BINS];
  private final Selector ready = Selector.open();
  private long sent;
  private long received;
  private long missing;

  private LoadPeer(String mode, int number) throws IOException {
    channels = new DatagramChannel[number];
    last = new long[number];
    lastSequence = new int[number];
    for (int i = 0; i < number; i++) {
      channels[i] = DatagramChannel.open(StandardProtocolFamily.INET);
      channels[i].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channels[i].configureBlocking(false);
      // A selector makes the engine's sends dearer: only where the gaps are to be measured
      if (!mode.equals("echo")) {
        channels[i].register(ready, SelectionKey.OP_READ, i);
      }
    }
  }

  /**
   * Arguments: {@code echo}, {@code play} or {@code room}, sessions, seconds. Engine's ports come
   * in, figures go out.
   */
  public static void main(String[] arguments) throws Exception {
    int number = Integer.parseInt(arguments[1]);
    LoadPeer peer = new LoadPeer(arguments[0], number);
    System.out.println(
        Stream.of(peer.channels)
            .map(channel -> Integer.toString(channel.socket().getLocalPort()))
            .collect(Collectors.joining(" ")));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (DatagramChannel channel : peer.channels) {
      int port = Integer.parseInt(lines.readLine());
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    System.out.println(peer.run(arguments[0], Long.parseLong(arguments[2]) * 1_000_000_000L));
  }

  private String run(String mode, long length) throws IOException {
    boolean sends = !mode.equals("play");
    byte[] quiet = new byte[172];
    Arrays.fill(quiet, G711.MU_SILENCE);
    byte[] loud = new byte[172];
    new Random(1).nextBytes(loud);
    ByteBuffer out = ByteBuffer.allocateDirect(172);
    ByteBuffer in = ByteBuffer.allocateDirect(2_048);
    long began = System.nanoTime();
    long due = began;
    int sequence = 0;
    while (System.nanoTime() - began < length) {
      boolean warm = System.nanoTime() - began > 6_000_000_000L;
      // 20 slices of a millisecond: packets are read soon after they came
      for (int slice = 0; slice < 20; slice++) {
        ready.selectNow(key -> ready(key, in, warm));
        for (int i = slice; i < channels.length; i += 20) {
          if (sends) {
            read(i, in, warm);
            // Words of two seconds, and a pause of one
            byte[] packet = (sequence + 7 * i) % 150 < 100 ? loud : quiet;
            RtpPacket.write(packet, false, 0, sequence & 0xFFFF, sequence * 160, i);
            out.clear();
            out.put(packet).flip();
            sent += write(channels[i], out) ? 1 : 0;
          }
        }
        due += FRAME / 20;
        long left = due - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
        }
      }
      sequence++;
    }
    return String.format(
        "sent=%d received=%d missing=%d gap p50=%.1f p99=%.1f p99.9=%.1f ms",
        sent, received, missing, quantile(0.5), quantile(0.99), quantile(0.999));
  }

  private static boolean write(DatagramChannel channel, ByteBuffer out) throws IOException {
    try {
      return channel.write(out) > 0;
    } catch (PortUnreachableException notYet) {
      return false;
    }
  }

  private void ready(SelectionKey key, ByteBuffer in, boolean warm) {
    try {
      read((Integer) key.attachment(), in, warm);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read(int i, ByteBuffer in, boolean warm) throws IOException {
    in.clear();
    int count;
    try {
      count = channels[i].read(in);
    } catch (PortUnreachableException notYet) {
      return;
    }
    if (count < 12) {
      return;
    }
    long now = System.nanoTime();
    int number = in.getShort(2) & 0xFFFF;
    received++;
    if (warm && last[i] != 0) {
      long off = Math.abs(now - last[i] - FRAME);
      gaps[(int) Math.min(BINS - 1, off / 100_000)]++;
      missing += Math.max(0, (short) (number - lastSequence[i] - 1));
    }
    last[i] = now;
    lastSequence[i] = number;
  }

  private double quantile(double part) {
    long all = 0;
    for (long count : gaps) {
      all += count;
    }
    long sum = 0;
    for (int i = 0; i < BINS; i++) {
      sum += gaps[i];
      if (sum >= part * all) {
        return (i + 1) / 10.0;
      }
    }
    return BINS / 10.0;
  }
}
