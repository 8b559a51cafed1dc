package org.jackfield.media.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaKey;
import org.jspecify.annotations.Nullable;

/**
 * The right to make a sound, of which there is one in the cluster (P2.16). It is renewed while the
 * making goes on and ends by itself soon after its node has died. One thread.
 */
class MakingClaim implements AutoCloseable {

  private static final Logger LOG = System.getLogger(MakingClaim.class.getName());

  /** How long a making that nobody finishes any more keeps others waiting. */
  private static final Duration LIFE = Duration.ofSeconds(3);

  /** Half of this is added to a wait on the average. */
  private static final long LOOK_MILLIS = 20;

  /** For what needs no claim. */
  static final MakingClaim NONE = new MakingClaim();

  private MakingClaim() {}

  static MakingClaim of(
      MediaCache cache, MediaKey key, ScheduledExecutorService timer, Duration patience) {
    return new Shared(cache, key, timer, patience);
  }

  /**
   * Waits while another makes it.
   *
   * @param there whether it is made
   */
  void await(BooleanSupplier there) {
    // Nobody else makes it
  }

  @Override
  public void close() {
    // There is nothing to give back
  }

  private static final class Shared extends MakingClaim {

    private final MediaCache cache;
    private final MediaKey key;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final String maker = UUID.randomUUID().toString();
    private @Nullable ScheduledFuture<?> renewal;

    Shared(MediaCache cache, MediaKey key, ScheduledExecutorService timer, Duration patience) {
      this.cache = cache;
      this.key = key;
      this.timer = timer;
      this.patience = patience;
    }

    @Override
    void await(BooleanSupplier there) {
      long deadline = System.nanoTime() + patience.toNanos();
      try {
        while (!cache.claim(key, maker, LIFE)) {
          if (there.getAsBoolean() || System.nanoTime() - deadline > 0) {
            return;
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        renewal =
            timer.scheduleWithFixedDelay(
                () -> Thread.ofVirtual().name("media claim").start(this::renew),
                LIFE.toMillis() / 3,
                LIFE.toMillis() / 3,
                TimeUnit.MILLISECONDS);
      } catch (RuntimeException away) {
        // Two makings are better than none
        LOG.log(Level.WARNING, "Whether another node makes a sound cannot be known", away);
      }
    }

    private synchronized void renew() {
      ScheduledFuture<?> running = renewal;
      try {
        if (running != null && !running.isCancelled()) {
          cache.claim(key, maker, LIFE);
        }
      } catch (RuntimeException away) {
        LOG.log(Level.DEBUG, "The making of a sound cannot be claimed longer", away);
      }
    }

    @Override
    public synchronized void close() {
      ScheduledFuture<?> running = renewal;
      if (running == null) {
        return;
      }
      running.cancel(false);
      try {
        cache.release(key, maker);
      } catch (RuntimeException away) {
        LOG.log(Level.DEBUG, "A claim ends by its time", away);
      }
    }
  }
}
