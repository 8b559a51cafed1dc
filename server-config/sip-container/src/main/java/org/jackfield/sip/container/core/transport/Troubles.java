package org.jackfield.sip.container.core.transport;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Failures that must not end a thread and must not fill the log: all are counted, one of a kind is
 * logged each minute. Any thread may enter.
 */
final class Troubles {
  private static final System.Logger LOG = System.getLogger("org.jackfield.sip");
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final int KINDS = 200;

  private final Map<String, AtomicLong> lastLogged = new ConcurrentHashMap<>();
  private final LongAdder count = new LongAdder();

  /** Notes a failure of ours, with its stack trace when it is logged. */
  void met(String what, Throwable trouble) {
    count.increment();
    try {
      if (isDue(what + kind(trouble))) {
        LOG.log(Level.ERROR, what, trouble);
      }
    } catch (Throwable e) {
      // out of memory while logging that memory is out: the count has it
    }
  }

  /** Notes something an operator may want to act on. */
  void warn(String kind, String message) {
    if (isDue(kind)) {
      LOG.log(Level.WARNING, message);
    }
  }

  long count() {
    return count.sum();
  }

  private boolean isDue(String kind) {
    if (lastLogged.size() > KINDS) {
      lastLogged.clear();
    }
    long now = System.nanoTime();
    AtomicLong last = lastLogged.computeIfAbsent(kind, k -> new AtomicLong(now - PAUSE));
    long before = last.get();
    return now - before >= PAUSE && last.compareAndSet(before, now);
  }

  private static String kind(Throwable trouble) {
    StackTraceElement[] trace = trouble.getStackTrace();
    return trouble.getClass().getName() + (trace.length > 0 ? trace[0] : "");
  }
}
