package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps translators open between this server and phones that have registered by datagram: each is
 * sent an empty line often enough (RFC 5626 section 4.4.1 has the phone do so, and many do not).
 * Four bytes a phone, spread over the interval. Any thread may enter.
 */
final class Pinholes implements AutoCloseable {
  /** RFC 4787 section 4.3 wants two minutes of translators; what is sold forgets after 30 s. */
  private static final int INTERVAL_SECONDS = 25;

  private static final int MOST = 50_000;

  private final List<Map<InetSocketAddress, Long>> shares = new ArrayList<>();
  private final Sender sender;
  private final LongSupplier nanoTime;
  private final Thread beat;
  private int next;

  Pinholes(String name, Sender sender) {
    this(name, sender, System::nanoTime);
  }

  Pinholes(String name, Sender sender, LongSupplier nanoTime) {
    this.sender = sender;
    this.nanoTime = nanoTime;
    for (int i = 0; i < INTERVAL_SECONDS; i++) {
      shares.add(new ConcurrentHashMap<>());
    }
    beat = Thread.ofVirtual().name("sip-pinholes-" + name).unstarted(this::beat);
  }

  void start() {
    beat.start();
  }

  /** Keeps one open for so long, and no longer. */
  void keep(InetSocketAddress peer, Duration life) {
    Map<InetSocketAddress, Long> share = shares.get(Math.floorMod(peer.hashCode(), shares.size()));
    if (share.size() < MOST / INTERVAL_SECONDS || share.containsKey(peer)) {
      share.put(peer, nanoTime.getAsLong() + life.toNanos());
    }
  }

  private void beat() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        sendShare();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends to the next part of the phones. One thread at a time. */
  void sendShare() {
    Map<InetSocketAddress, Long> share = shares.get(next);
    next = (next + 1) % shares.size();
    long now = nanoTime.getAsLong();
    share.values().removeIf(until -> until - now <= 0);
    for (InetSocketAddress peer : share.keySet()) {
      try {
        sender.send(peer);
      } catch (IOException e) {
        // It will be tried again while the phone counts as registered
      }
    }
  }

  @Override
  public void close() {
    beat.interrupt();
  }

  /** Sends an empty line to a phone. */
  @FunctionalInterface
  interface Sender {
    void send(InetSocketAddress peer) throws IOException;
  }
}
