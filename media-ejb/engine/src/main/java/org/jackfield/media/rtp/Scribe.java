package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A thread that writes recordings to their files, each twice a second and at its end. */
final class Scribe implements Runnable {

  private static final Logger LOG = System.getLogger(Scribe.class.getName());
  private static final long INTERVAL = 500_000_000L;
  // Who takes longer over one file is held up by it
  private static final long LONGEST_WRITE = 1_000_000_000L;

  private final List<Writing> open = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean busy;
  private volatile long busySince;

  /** What goes to a file bit by bit. On its scribe's thread. */
  interface Writing {
    /** Writes what has come; false once the file is closed. */
    boolean write();

    /** A mistake of ours has ended it. */
    void broken();

    Path file();
  }

  Scribe(String name) {
    thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** At once, so that what comes in the first half second is on its way to the disk. */
  void add(Writing writing) {
    open.add(writing);
    wake();
  }

  /** How many it writes. */
  int load() {
    return open.size();
  }

  /** Whether a file takes so long that others had better be another's. */
  boolean isHeldUp() {
    return busy && System.nanoTime() - busySince > LONGEST_WRITE;
  }

  /** Whether it waits for the next time. */
  boolean isResting() {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Ends when all that has ended is on disk. */
  void stop() {
    running = false;
    wake();
  }

  void join(long limit) throws InterruptedException {
    thread.join(limit);
  }

  @Override
  public void run() {
    while (true) {
      boolean last = !running;
      for (Writing writing : open) {
        write(writing);
      }
      if (last) {
        return;
      }
      LockSupport.parkNanos(this, open.isEmpty() ? 4 * INTERVAL : INTERVAL);
    }
  }

  private void write(Writing writing) {
    busySince = System.nanoTime();
    busy = true;
    try {
      if (!writing.write()) {
        open.remove(writing);
      }
    } catch (Throwable mistake) {
      ends(writing, mistake);
    } finally {
      busy = false;
    }
  }

  private void ends(Writing writing, Throwable mistake) {
    try {
      open.remove(writing);
      LOG.log(Level.ERROR, "The recording " + writing.file() + " ends", mistake);
      writing.broken();
    } catch (Throwable again) {
      // The other recordings of this thread go on
      LOG.log(Level.ERROR, "The recording " + writing.file() + " does not end well", again);
    }
  }
}
