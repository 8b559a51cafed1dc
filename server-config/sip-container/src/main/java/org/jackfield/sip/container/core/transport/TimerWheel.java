package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stack's timers on a wheel: each lingering transaction has one, and most are cancelled or only
 * tick, so putting in and taking out must cost nothing that grows with their number. Resolution is
 * 10 ms, where SIP's shortest timer is 200. What is due runs on the worker of its call, in order
 * with the call's messages: an application that blocks there holds up no other call's timers. Any
 * thread may enter.
 */
public final class TimerWheel implements SipTimer, Runnable {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int SLOTS = 4096;

  /** RFC 3261 section 17.1.1.1, in milliseconds; what the stack is compiled with. */
  private static final long T1 = 500;

  /** What sends a provisional response until its PRACK comes; the stack keeps the class private. */
  private static final String PROVISIONAL = "ProvisionalResponseTask";

  private final Entry[] slots = new Entry[SLOTS];
  private final Troubles troubles = new Troubles();
  private volatile Executor workers;
  private volatile long t1 = T1;
  private final long origin = System.nanoTime();
  private @Nullable Thread thread;
  private volatile boolean started;
  private long tick;

  /** As the stack makes it; its workers are the stack's. */
  public TimerWheel() {
    this(Runnable::run);
  }

  TimerWheel(Executor workers) {
    this.workers = workers;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Entry(null, 0);
    }
  }

  @Override
  public void start(SipStackImpl stack, Properties properties) {
    workers = task -> stack.getSelfRoutingThreadpoolExecutor().execute(task);
    t1 = Long.parseLong(properties.getProperty(StackProperties.T1, Long.toString(T1)));
    start();
  }

  synchronized void start() {
    started = true;
    thread = Thread.ofPlatform().daemon().name("sip-timer").start(this);
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      started = false;
      running = thread;
      for (Entry slot : slots) {
        slot.clear();
      }
    }
    if (running != null && running != Thread.currentThread()) {
      LockSupport.unpark(running);
      try {
        running.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isStarted() {
    return started;
  }

  @Override
  public boolean schedule(SIPStackTimerTask task, long delay) {
    return put(task, delay, 0);
  }

  @Override
  public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
    return put(task, delay, Math.max(1, isProvisional(task) ? period * t1 / T1 : period));
  }

  /**
   * RFC 3262 section 3: a reliable provisional response comes again after T1, then at twice the
   * distance each time, and is given up after 64 * T1. The stack counts so, but in a T1 of its own.
   */
  private static boolean isProvisional(SIPStackTimerTask task) {
    return task.getClass().getSimpleName().equals(PROVISIONAL);
  }

  private boolean put(SIPStackTimerTask task, long delay, long period) {
    Entry entry = new Entry(task, period);
    synchronized (this) {
      if (!started) {
        throw new IllegalStateException("The SIP stack is stopped");
      }
      task.setSipTimerTask(entry);
      place(entry, delay);
      return true;
    }
  }

  @Override
  public boolean cancel(SIPStackTimerTask task) {
    if (!(task.getSipTimerTask() instanceof Entry entry)) {
      return false;
    }
    task.cleanUpBeforeCancel();
    synchronized (this) {
      boolean waited = entry.task != null;
      entry.task = null;
      entry.unlink();
      return waited;
    }
  }

  /** Puts an entry where it is due; entries of later rounds share a slot with those of this one. */
  private void place(Entry entry, long delayMillis) {
    long due = System.nanoTime() - origin + TimeUnit.MILLISECONDS.toNanos(delayMillis);
    // Rounded up: a timer may be late, never early
    entry.dueAt = Math.max(tick + 1, (due + TICK - 1) / TICK);
    entry.linkBefore(slots[(int) (entry.dueAt % SLOTS)]);
  }

  @Override
  public void run() {
    while (started) {
      long due = origin + (tick + 1) * TICK - System.nanoTime();
      if (due > 0) {
        LockSupport.parkNanos(due);
      } else {
        turn();
      }
    }
  }

  private void turn() {
    Entry due = new Entry(null, 0);
    synchronized (this) {
      tick++;
      Entry head = slots[(int) (tick % SLOTS)];
      Entry at = head.next;
      while (at != head) {
        Entry next = at.next;
        if (at.dueAt <= tick) {
          at.unlink();
          at.linkBefore(due);
        }
        at = next;
      }
    }
    for (Entry at = first(due); at != null; at = first(due)) {
      hand(at);
    }
  }

  private synchronized @Nullable Entry first(Entry head) {
    Entry first = head.next;
    if (first == head) {
      return null;
    }
    first.unlink();
    return first;
  }

  private void hand(Entry entry) {
    try {
      workers.execute(entry);
    } catch (Throwable e) {
      troubles.met("A timer of the SIP stack waits for the next tick", e);
      again(entry, 0);
    }
  }

  private synchronized void again(Entry entry, long delay) {
    if (started && entry.task != null) {
      place(entry, delay);
    }
  }

  /** A link of a ring; the head of each ring is an entry without a task. */
  private final class Entry implements Stripes.OfCall {
    private final long period;
    private volatile @Nullable SIPStackTimerTask task;
    private Entry next = this;
    private Entry before = this;
    private final @Nullable Integer callHash;
    private long dueAt;

    /** Asks for the call now: later the transaction has only bytes, and would parse them again. */
    Entry(@Nullable SIPStackTimerTask task, long period) {
      this.task = task;
      this.period = period;
      callHash = hashOf(task);
    }

    @Override
    public int callHash() {
      Integer hash = callHash == null ? hashOf(task) : callHash;
      return hash == null ? System.identityHashCode(this) : hash;
    }

    private static @Nullable Integer hashOf(@Nullable SIPStackTimerTask task) {
      Object call = task == null ? null : task.getThreadHash();
      return call == null ? null : Stripes.hashOf(call.toString());
    }

    /** On its worker; it may have been cancelled on the way there. */
    @Override
    public void run() {
      SIPStackTimerTask due = task;
      if (due == null) {
        return;
      }
      try {
        due.runTask();
      } catch (Throwable e) {
        troubles.met("A timer of the SIP stack failed", e);
      }
      if (period > 0) {
        again(this, period);
      }
    }

    void linkBefore(Entry head) {
      before = head.before;
      next = head;
      head.before.next = this;
      head.before = this;
    }

    void unlink() {
      before.next = next;
      next.before = before;
      next = this;
      before = this;
    }

    void clear() {
      next = this;
      before = this;
    }
  }
}
