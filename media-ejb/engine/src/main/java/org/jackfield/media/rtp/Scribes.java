package org.jackfield.media.rtp;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jackfield.media.rtp.Scribe.Writing;

/**
 * The scribes of an engine. A recording is always the same one's; a file that a slow disk holds up
 * holds up those of its own scribe, and no new ones. Any thread.
 */
final class Scribes {

  private static final int NUMBER = 4;

  private final List<Scribe> all =
      IntStream.rangeClosed(1, NUMBER).mapToObj(i -> new Scribe("media-scribe-" + i)).toList();

  void start() {
    all.forEach(Scribe::start);
  }

  /** Has it written from now on: by the one of those who get on that writes the fewest. */
  Scribe add(Writing writing) {
    Scribe least =
        all.stream()
            .min(Comparator.comparing(Scribe::isHeldUp).thenComparingInt(Scribe::load))
            .orElseThrow();
    least.add(writing);
    return least;
  }

  /** All end when all that has ended is on disk. */
  void stop() {
    all.forEach(Scribe::stop);
  }

  /** Waits so many milliseconds at most. */
  void join(long limit) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
    for (Scribe scribe : all) {
      // Zero would be for ever
      scribe.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }
}
