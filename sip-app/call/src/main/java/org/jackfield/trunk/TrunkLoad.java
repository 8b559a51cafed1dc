package org.jackfield.trunk;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** How much a trunk carries, and may. Any thread. */
public final class TrunkLoad {

  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanoTime;
  private volatile Trunk.Limits limits;
  private double tokens;
  private long filled;
  private int channels;
  private long calls;
  private long refused;

  /** An empty one. */
  public TrunkLoad(Trunk.Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.tokens = limits.callsPerSecond();
    this.filled = nanoTime.getAsLong();
  }

  /** A channel for a call, until it is closed; harmless when repeated. */
  public interface Channel extends AutoCloseable {
    @Override
    void close();
  }

  /** Other limits from now on; who is in stays in. */
  public synchronized void limit(Trunk.Limits others) {
    if (others.callsPerSecond() != limits.callsPerSecond()) {
      tokens = others.callsPerSecond();
      filled = nanoTime.getAsLong();
    }
    limits = others;
  }

  /** A channel for a call that goes out, which needs a token, too. */
  public synchronized Optional<Channel> out() {
    boolean counts = limits.callsPerSecond() > 0;
    if (counts) {
      refill();
    }
    if (isFull() || (counts && tokens < 1)) {
      refused++;
      return Optional.empty();
    }
    if (counts) {
      tokens--;
    }
    return Optional.of(channel());
  }

  /** A channel for a call that comes in. */
  public synchronized Optional<Channel> in() {
    if (isFull()) {
      refused++;
      return Optional.empty();
    }
    return Optional.of(channel());
  }

  private boolean isFull() {
    return limits.channels() > 0 && channels >= limits.channels();
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    double most = limits.callsPerSecond();
    tokens = Math.min(most, tokens + most * (now - filled) / SECOND);
    filled = now;
  }

  private Channel channel() {
    channels++;
    calls++;
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        giveBack();
      }
    };
  }

  private synchronized void giveBack() {
    channels--;
  }

  /** Calls that are alive. */
  public synchronized int channels() {
    return channels;
  }

  /** Calls since the start. */
  public synchronized long calls() {
    return calls;
  }

  /** Calls that were one too many. */
  public synchronized long refused() {
    return refused;
  }
}
