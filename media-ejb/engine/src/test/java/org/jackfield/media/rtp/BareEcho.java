package org.jackfield.media.rtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What the machine alone takes for the packets of a {@link LoadProgram}: one thread that reads each
 * socket every 20 ms and writes back what it got, and does nothing else. No engine in Java that
 * uses a socket for each leg can cost less.
 */
final class BareEcho implements Runnable {

  private static final long SECOND = 1_000_000_000L;
  private static final long WARM_UP = 5 * SECOND;
  private static final int SLOTS = 5;

  private final DatagramChannel[] channels;
  private final byte[] bytes = new byte[Ticker.MOST_BYTES];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Ticker.MOST_BYTES);

  private BareEcho(int number) {
    channels = new DatagramChannel[number];
  }

  /** Prints one line of figures. */
  static void measure(Process peer, int number, int seconds) throws IOException {
    try (BufferedReader lines = peer.inputReader(StandardCharsets.US_ASCII)) {
      BareEcho echo = new BareEcho(number);
      String ports = echo.open(lines.readLine().split(" "));
      peer.getOutputStream().write(ports.getBytes(StandardCharsets.US_ASCII));
      peer.getOutputStream().flush();
      Thread thread = new Thread(echo, "bare");
      thread.setDaemon(true);
      thread.setPriority(Thread.MAX_PRIORITY);
      thread.start();
      LoadProgram.await(WARM_UP);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long cpu = threads.getThreadCpuTime(thread.threadId());
      long user = threads.getThreadUserTime(thread.threadId());
      long began = System.nanoTime();
      LoadProgram.await(Math.max(1, seconds - 8) * SECOND);
      double share = 100.0 / (System.nanoTime() - began);
      System.out.printf(
          "bare sessions=%d cpu=%.1f%% user=%.1f%% %s%n",
          number,
          share * (threads.getThreadCpuTime(thread.threadId()) - cpu),
          share * (threads.getThreadUserTime(thread.threadId()) - user),
          lines.readLine());
    } finally {
      peer.destroy();
    }
  }

  private String open(String[] peers) throws IOException {
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i < channels.length; i++) {
      DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
      int port = EngineSettings.FIRST_PORT + 2 * i;
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(peers[i])));
      channel.configureBlocking(false);
      channels[i] = channel;
      ports.append(port).append('\n');
    }
    return ports.toString();
  }

  @Override
  public void run() {
    try {
      long due = System.nanoTime();
      for (int slot = 0; true; slot = (slot + 1) % SLOTS) {
        for (int i = slot; i < channels.length; i += SLOTS) {
          echo(channels[i]);
        }
        due += Ticker.FRAME_NANOS / SLOTS;
        long left = due - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
        }
      }
    } catch (IOException gone) {
      // The peer has ended, and the measurement with it
      return;
    }
  }

  private void echo(DatagramChannel channel) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count > 0) {
      buffer.flip();
      buffer.get(bytes, 0, count);
      buffer.clear();
      buffer.put(bytes, 0, count);
      buffer.flip();
      channel.write(buffer);
    }
  }
}
