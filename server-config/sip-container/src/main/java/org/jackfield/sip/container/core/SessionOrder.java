package org.jackfield.sip.container.core;

import jakarta.servlet.sip.SipApplicationSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jackfield.sip.SessionExecutor;

/** Work in the order of an application session, under the same lock as its servlets. */
final class SessionOrder implements SessionExecutor {
  private static final Logger LOG = System.getLogger(SessionOrder.class.getName());
  private final CoreContext context;

  SessionOrder(CoreContext context) {
    this.context = context;
  }

  @Override
  public void execute(SipApplicationSession session, Runnable task) {
    submit(
            session,
            () -> {
              task.run();
              return session;
            })
        .whenComplete((done, failure) -> {
          if (failure instanceof SessionEnded) {
            // As any session may, between an order and its turn
            LOG.log(Level.TRACE, "A task came too late for its session");
          } else if (failure != null) {
            LOG.log(
                Level.ERROR,
                "Application " + context.getApplicationName() + ": a task of a session failed",
                failure);
          }
        });
  }

  @Override
  public <T> CompletableFuture<T> submit(SipApplicationSession session, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    ApplicationSession inner = context.inner(session);
    inner.inOrder(() -> run(inner, task, result));
    return result;
  }

  private <T> void run(ApplicationSession session, Callable<T> task, CompletableFuture<T> result) {
    context.enterSipContext();
    try {
      context.enterSipApp(session, null, false, true);
      try {
        if (!session.isValidInternal()) {
          throw new SessionEnded();
        }
        result.complete(task.call());
      } finally {
        context.exitSipApp(session, null);
      }
    } catch (Throwable e) {
      // the next task of the session must run whatever this one did
      result.completeExceptionally(e);
    } finally {
      context.exitSipContext(null);
    }
  }

  /** A session ended before the turn of a task came. */
  private static final class SessionEnded extends IllegalStateException {
    private static final long serialVersionUID = 1;

    SessionEnded() {
      super("The application session is no longer valid");
    }
  }
}
