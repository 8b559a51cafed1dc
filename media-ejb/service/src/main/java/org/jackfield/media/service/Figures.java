package org.jackfield.media.service;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jackfield.media.MediaLibrary.Statistics;

/** How it went since the start, on this node. Entered by any thread. */
final class Figures {

  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder revalidated = new LongAdder();
  final LongAdder made = new LongAdder();
  final LongAdder failed = new LongAdder();
  final AtomicInteger making = new AtomicInteger();
  final AtomicInteger waiting = new AtomicInteger();

  Statistics now(long unkept, int engines) {
    return new Statistics(
        hits.sum(),
        misses.sum(),
        revalidated.sum(),
        made.sum(),
        failed.sum(),
        unkept,
        making.get(),
        waiting.get(),
        engines);
  }
}
