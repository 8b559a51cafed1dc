package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaListener;

/**
 * Tells listeners what happened, in its order, on a thread of its own, so that the packet path
 * never runs other people's code. Any thread adds.
 */
final class Herald implements Runnable {

  private static final Logger LOG = System.getLogger(Herald.class.getName());
  private static final int CAPACITY = 1 << 15;
  private static final long LONGEST_SLEEP = 1_000_000_000L;

  private final Ring<Told> events = new Ring<>(CAPACITY);
  // One entry for each session that ends, and so bounded by the ports
  private final Queue<Runnable> lastDuties = new ConcurrentLinkedQueue<>();
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread;
  private volatile boolean running = true;

  private record Told(MediaListener listener, MediaEvent event) {}

  Herald(String name) {
    thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void tell(MediaListener listener, MediaEvent event) {
    if (events.offer(new Told(listener, event))) {
      LockSupport.unpark(thread);
    } else {
      lost.incrementAndGet();
    }
  }

  /** Gives something back after all that was told before. */
  void finallyDo(Runnable duty) {
    lastDuties.add(duty);
    LockSupport.unpark(thread);
  }

  /** Does what is left, and ends. */
  void stop() {
    running = false;
    LockSupport.unpark(thread);
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  @Override
  public void run() {
    while (true) {
      boolean last = !running;
      boolean idle = isIdle();
      if (idle && last) {
        return;
      }
      if (idle) {
        LockSupport.parkNanos(this, LONGEST_SLEEP);
      }
    }
  }

  private boolean isIdle() {
    try {
      boolean idle = !tellNext() && !giveBackNext();
      if (idle) {
        reportLoss();
      }
      return idle;
    } catch (Throwable mistake) {
      // Not even the log can be written to: those who come later are to be told
      return false;
    }
  }

  private boolean tellNext() {
    Told told = events.poll();
    if (told == null) {
      return false;
    }
    try {
      told.listener().onEvent(told.event());
    } catch (Throwable mistake) {
      LOG.log(Level.ERROR, "A listener failed on " + told.event(), mistake);
    }
    return true;
  }

  private boolean giveBackNext() {
    Runnable duty = lastDuties.poll();
    if (duty == null) {
      return false;
    }
    try {
      duty.run();
    } catch (Throwable mistake) {
      LOG.log(Level.ERROR, "What a leg held could not be given back", mistake);
    }
    return true;
  }

  private void reportLoss() {
    long count = lost.getAndSet(0);
    if (count > 0) {
      LOG.log(Level.ERROR, "A listener waited too long: {0} events of legs were lost", count);
    }
  }
}
