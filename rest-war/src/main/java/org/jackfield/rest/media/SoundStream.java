package org.jackfield.rest.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.Sound;

/** Follows a sound while it grows. */
final class SoundStream {

  /** Seconds in which a growing sound has to grow. */
  private static final int PATIENCE = 60;

  private static final int BLOCK = 16 * 1_024;

  private SoundStream() {}

  /**
   * Writes a sound to its end.
   *
   * @throws IOException if it does not come to one: what was written must not look whole
   */
  static void copy(Sound sound, OutputStream out) throws IOException {
    Semaphore grown = new Semaphore(0);
    Runnable watcher = grown::release;
    sound.watch(watcher);
    try {
      byte[] block = new byte[BLOCK];
      int done = 0;
      while (true) {
        // Asked before it is read: what is added in between is read in the next turn
        boolean ended = sound.hasEnded();
        int read = sound.read(done, block, 0, block.length);
        if (read > 0) {
          out.write(block, 0, read);
          out.flush();
          done += read;
        } else if (ended) {
          break;
        } else {
          await(grown);
        }
      }
      Optional<MediaFailure> failure = sound.failure();
      if (failure.isPresent()) {
        throw new IOException(failure.get().message());
      }
    } finally {
      sound.unwatch(watcher);
    }
  }

  /** Waits until it is all there, or will never be. */
  static Optional<MediaFailure> awaitEnd(Sound sound) {
    Semaphore grown = new Semaphore(0);
    Runnable watcher = grown::release;
    sound.watch(watcher);
    try {
      while (!sound.hasEnded()) {
        await(grown);
      }
      return sound.failure();
    } catch (IOException late) {
      return Optional.of(new MediaFailure(11203, String.valueOf(late.getMessage())));
    } finally {
      sound.unwatch(watcher);
    }
  }

  private static void await(Semaphore grown) throws IOException {
    try {
      if (!grown.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
        throw new IOException("The sound has not grown for " + PATIENCE + " s");
      }
      grown.drainPermits();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("The media layer is being stopped", stopped);
    }
  }
}
