package org.jackfield.sip.container.core;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.sip.ServletTimer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionImpl;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.SipSessionKey;

/**
 * An application session whose code never runs twice at once: workers, timers and the tasks of
 * {@code SessionExecutor} all enter under its lock, and a thread that is in may enter again.
 */
final class ApplicationSession extends SipApplicationSessionImpl {
  /** More tasks than this mean that their maker has lost touch with the call. */
  private static final int MOST_TASKS = 1000;

  /** A servlet that holds its session longer than this is stuck, and others must not hang too. */
  private static final long PATIENCE_SECONDS = 60;

  private final transient ReentrantLock turn = new ReentrantLock(true);
  private final transient Deque<Runnable> tasks = new ArrayDeque<>();
  private transient boolean draining;
  private transient volatile boolean visited;
  private transient volatile boolean called;

  ApplicationSession(SipApplicationSessionKey key, SipContext context) {
    super(key, context);
  }

  @Override
  public void acquire() {
    try {
      if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Application session " + getId() + " has been busy for " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a session's turn", e);
    }
  }

  /** Enters if it is possible within so many nanoseconds; none mean now or not at all. */
  boolean tryAcquire(long nanos) throws InterruptedException {
    return turn.tryLock(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  @Override
  public void release() {
    // the core also releases on paths on which it never entered
    if (turn.isHeldByCurrentThread()) {
      turn.unlock();
    }
  }

  /**
   * The core knows a session that a fork has derived by the key of the first: its end must not take
   * the first away with it.
   */
  @Override
  public @Nullable SipSessionKey removeSipSession(MobicentsSipSession session) {
    if (session instanceof CoreSession mine && mine.isOutlived()) {
      return null;
    }
    called = true;
    return super.removeSipSession(session);
  }

  /**
   * A timer keeps the session after its calls; the core does not look again when the last timer has
   * gone. After the code that cancelled it, which may still ask the session.
   */
  @Override
  public void removeServletTimer(ServletTimer timer, boolean updateReadyState) {
    super.removeServletTimer(timer, updateReadyState);
    if (called && isValidInternal() && getInvalidateWhenReady()) {
      inOrder(this::endIfReady);
    }
  }

  private void endIfReady() {
    SipContext context = getSipContext();
    context.enterSipContext();
    try {
      context.enterSipApp(this, null, false, true);
      try {
        if (isValidInternal()) {
          tryToInvalidate();
        }
      } finally {
        context.exitSipApp(this, null);
      }
    } finally {
      context.exitSipContext(null);
    }
  }

  /**
   * JSR 289 section 6.1.2.2.1: it ends when all that was in it has. The core does not see that it
   * has where the last to leave was an HTTP session or a timer, or one has been there.
   */
  @Override
  public void tryToInvalidate() {
    super.tryToInvalidate();
    if (isValidInternal() && getInvalidateWhenReady() && isLeftByAll()) {
      invalidate();
    }
  }

  private boolean isLeftByAll() {
    return (visited || called)
        && getTimers().isEmpty()
        && !getSessions("HTTP").hasNext()
        && getSipSessions(true).stream().noneMatch(MobicentsSipSession::isValidInternal);
  }

  @Override
  public boolean addHttpSession(HttpSession session) {
    visited = true;
    return super.addHttpSession(session);
  }

  /** Puts a task behind those that wait. It must enter the session itself, and never throw. */
  void inOrder(Runnable task) {
    synchronized (tasks) {
      if (tasks.size() >= MOST_TASKS) {
        throw new RejectedExecutionException(
            "Application session " + getId() + " has " + MOST_TASKS + " tasks waiting");
      }
      tasks.add(task);
      if (draining) {
        return;
      }
      draining = true;
    }
    Thread.ofVirtual().name("sip-session-", 0).start(this::drain);
  }

  private void drain() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      if (task == null) {
        draining = false;
      }
      return task;
    }
  }
}
