package org.jackfield.sip.container.core;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the container's threads, so that a thread dump says whose they are. */
final class Threads {
  private Threads() {}

  static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A scheduler that forgets what is cancelled. */
  static ScheduledThreadPoolExecutor scheduled(String name, int threads) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(threads, named(name));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
