package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.ThreadAffinityExecutor;
import gov.nist.javax.sip.ThreadAffinityIdentifier;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.sip.container.admission.QueueWatch;

/**
 * The worker threads and their queues: whatever concerns one call is put into one queue and taken
 * by one thread, so it happens in the order it came. It is also the executor through which the
 * stack hands a message to itself, so that such messages keep that order as well. Any thread may
 * enter.
 */
final class Stripes extends ThreadAffinityExecutor {
  private static final long STOP_SECONDS = 5;
  private static final long IDLE = Long.MIN_VALUE;
  private static final long STUCK = TimeUnit.SECONDS.toNanos(1);
  private static final long MOST_LEARNT = TimeUnit.MILLISECONDS.toNanos(50);

  private final Stripe[] stripes;
  private final AtomicInteger queued = new AtomicInteger();
  private final Troubles troubles;
  private volatile boolean stopped;

  Stripes(int workers, Troubles troubles) {
    super(0);
    this.troubles = troubles;
    stripes = new Stripe[workers];
    for (int i = 0; i < workers; i++) {
      stripes[i] = new Stripe(i);
    }
    for (Stripe stripe : stripes) {
      stripe.start();
    }
  }

  /** Messages that wait in all stripes. */
  int queued() {
    return queued.get();
  }

  /**
   * How long a message of this call would wait: as long as the oldest in its stripe has waited, but
   * no longer than the messages before it take. So a pause of the whole machine, after which the
   * queue empties in a moment, is no reason to refuse anybody.
   */
  long waitNanos(int callHash) {
    Stripe stripe = stripes[stripeOf(callHash)];
    Work oldest = stripe.queue.peek();
    if (oldest == null) {
      return 0;
    }
    long now = System.nanoTime();
    long before = stripe.queue.size() * stripe.usualNanos + stripe.stuckNanos(now);
    return Math.min(now - oldest.since, before);
  }

  /** What has been seen of the queue of this call. */
  QueueWatch watch(int callHash) {
    return stripes[stripeOf(callHash)].watch;
  }

  /** Puts a message that was received into the stripe of its call. */
  void add(int callHash, Runnable message) {
    queued.incrementAndGet();
    put(
        callHash,
        () -> {
          queued.decrementAndGet();
          message.run();
        });
  }

  private void put(int callHash, Runnable task) {
    if (!stopped) {
      stripes[stripeOf(callHash)].queue.add(new Work(task, System.nanoTime()));
    }
  }

  @Override
  public void execute(Runnable task) {
    if (task instanceof OfCall ofCall) {
      put(ofCall.callHash(), task);
      return;
    }
    Object key = task instanceof ThreadAffinityIdentifier affine ? affine.getThreadHash() : null;
    put(key == null ? System.identityHashCode(task) : hashOf(key.toString()), task);
  }

  /** The hash that {@code RawMessage.callHash} gives for the same Call-ID. */
  static int hashOf(String callId) {
    int hash = 1;
    for (byte at : callId.getBytes(StandardCharsets.UTF_8)) {
      hash = 31 * hash + at;
    }
    return hash;
  }

  /** Ends the workers; what still waits is dropped. */
  @Override
  public void shutdown() {
    stopped = true;
    for (Stripe stripe : stripes) {
      stripe.interrupt();
    }
    for (Stripe stripe : stripes) {
      if (stripe != Thread.currentThread()) {
        join(stripe);
      }
      stripe.queue.clear();
    }
    queued.set(0);
  }

  @Override
  public boolean isShutdown() {
    return stopped;
  }

  @Override
  public boolean isTerminated() {
    return stopped;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return stopped;
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int stripeOf(int callHash) {
    return Math.floorMod(callHash ^ (callHash >>> 16), stripes.length);
  }

  /** Work that knows its call, by the hash that messages of the call have. */
  interface OfCall extends Runnable {
    int callHash();
  }

  private record Work(Runnable task, long since) {}

  private final class Stripe extends Thread {
    final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    final QueueWatch watch = new QueueWatch();
    // Until there is experience: what a message takes before the compiler has seen it
    volatile long usualNanos = TimeUnit.MILLISECONDS.toNanos(1);
    private volatile long busySince = IDLE;

    Stripe(int number) {
      super("sip-worker-" + number);
      setDaemon(true);
    }

    /** How long a message has held the worker, once that is out of all proportion. */
    long stuckNanos(long now) {
      long since = busySince;
      return since == IDLE || now - since < STUCK ? 0 : now - since;
    }

    /** A moving average of what one message takes, in which no single one counts for much. */
    private void learn(long nanos) {
      long usual = usualNanos;
      usualNanos = usual + (Math.min(nanos, MOST_LEARNT) - usual) / 16;
    }

    @Override
    public void run() {
      while (!stopped) {
        try {
          Work work = queue.take();
          long start = System.nanoTime();
          busySince = start;
          work.task.run();
          learn(System.nanoTime() - start);
        } catch (InterruptedException e) {
          // asked to stop, or a servlet interrupted its own thread: the loop's condition tells
        } catch (Throwable e) {
          troubles.met("A message failed in its worker", e);
        } finally {
          busySince = IDLE;
        }
      }
    }
  }
}
