package org.jackfield.sip.container.core;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.DispatcherException;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.core.dispatchers.DispatchTask;

/**
 * Keeps the core's dispatcher from writing a whole message and a stack trace for each request that
 * fails: a stranger could fill the log that way, and what a message holds may be secret.
 */
final class CoreLog {
  private static final System.Logger LOG = System.getLogger("org.jackfield.sip");
  private static final String FAILURE = "Unexpected exception while processing";

  /**
   * A peer has gone: who called or was called is told by a response, and strangers do it at will.
   */
  private static final String UNREACHABLE = "An IOException occured on";

  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final int KINDS = 200;

  /** Held, since the log manager forgets loggers that nobody holds, and their filters. */
  private static final List<Logger> DISPATCHERS =
      List.of(
          Logger.getLogger(SipApplicationDispatcherImpl.class.getName()),
          // where servlets are called, and fail
          Logger.getLogger(DispatchTask.class.getName()));

  private static final Map<String, Long> LOGGED = new ConcurrentHashMap<>();

  private CoreLog() {}

  /** Stands before the dispatcher's logger from now on. */
  static void guard() {
    DISPATCHERS.forEach(dispatcher -> dispatcher.setFilter(CoreLog::passes));
  }

  private static boolean passes(LogRecord entry) {
    String message = entry.getMessage();
    if (message != null && message.startsWith(UNREACHABLE)) {
      return false;
    }
    if (message == null || !message.startsWith(FAILURE)) {
      return true;
    }
    Throwable thrown = entry.getThrown();
    if (!isUnwanted(thrown)) {
      failed(thrown);
    }
    return false;
  }

  /** Says that handling a message failed, once a minute for each kind of failure. */
  static void failed(@Nullable Throwable thrown) {
    if (isDue(kind(thrown))) {
      LOG.log(Level.ERROR, "A message failed in the SIP servlet core", thrown);
    }
  }

  /** What was answered as the protocol says, and quotes the whole message: nothing to act on. */
  private static boolean isUnwanted(@Nullable Throwable thrown) {
    return thrown instanceof DispatcherException;
  }

  private static boolean isDue(String kind) {
    long now = System.nanoTime();
    if (LOGGED.size() > KINDS) {
      LOGGED.clear();
    }
    Long last = LOGGED.get(kind);
    if (last != null && now - last < PAUSE) {
      return false;
    }
    LOGGED.put(kind, now);
    return true;
  }

  private static String kind(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getName() + (trace.length > 0 ? trace[0] : "");
  }
}
