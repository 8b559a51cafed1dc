package org.jackfield.sip;

import jakarta.servlet.sip.SipApplicationSession;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs work in the order of a SIP application session, from any thread, virtual ones too.
 *
 * <p>The tasks of one session run one after the other in the order in which they were given, and
 * never at the same time as a servlet, listener or timer of that session: code in them needs no
 * lock. They run on virtual threads, in the application's own context (class loader, names). A task
 * that blocks holds up its session and no other; messages of the session wait meanwhile, so do slow
 * work outside and bring back the result.
 *
 * <p>Obtained by {@code @Inject} or {@code @Resource}, or from the servlet context under {@link
 * #ATTRIBUTE}.
 */
public interface SessionExecutor {
  /** Name of the servlet context attribute. */
  String ATTRIBUTE = "org.jackfield.sip.SessionExecutor";

  /**
   * Runs a task in the session's order. What it throws is logged.
   *
   * @throws IllegalStateException if the session is no longer valid
   * @throws java.util.concurrent.RejectedExecutionException if a thousand tasks wait already
   */
  void execute(SipApplicationSession session, Runnable task);

  /**
   * Runs a task in the session's order and gives its result or its exception; a session that ends
   * before the task's turn fails the future with an IllegalStateException.
   *
   * @throws IllegalStateException if the session is no longer valid
   * @throws java.util.concurrent.RejectedExecutionException if a thousand tasks wait already
   */
  <T> CompletableFuture<T> submit(SipApplicationSession session, Callable<T> task);

  /**
   * The same as an executor, for what takes one: {@code future.thenAcceptAsync(f, in(session))}.
   */
  default Executor in(SipApplicationSession session) {
    return task -> execute(session, task);
  }
}
