package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** The thread that writes recordings to their files, each twice a second and at its end. */
final class Scribe implements Runnable {

  private static final Logger LOG = System.getLogger(Scribe.class.getName());
  private static final long INTERVAL = 500_000_000L;

  private final List<LegRecording> open = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this, "media-scribe");
  private volatile boolean running = true;

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void add(LegRecording recording) {
    open.add(recording);
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
      for (LegRecording recording : open) {
        write(recording);
      }
      if (last) {
        return;
      }
      LockSupport.parkNanos(this, open.isEmpty() ? 4 * INTERVAL : INTERVAL);
    }
  }

  private void write(LegRecording recording) {
    try {
      if (!recording.write()) {
        open.remove(recording);
      }
    } catch (RuntimeException mistake) {
      open.remove(recording);
      LOG.log(Level.ERROR, "The recording " + recording.file() + " ends", mistake);
      recording.broken();
    }
  }
}
