package org.jackfield.sip.container.core;

import gov.nist.javax.sip.stack.SIPDialog;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import javax.sip.ServerTransaction;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;

/**
 * Ends the calls of an application that leaves: the core alone would drop them, and the peers would
 * talk to nobody until their session timers ran out.
 */
final class Farewell {
  private static final Logger LOG = System.getLogger(Farewell.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private Farewell() {}

  /**
   * BYE to confirmed dialogs, 503 or CANCEL to early ones; waits up to a second for the answers,
   * and for servlets that are busy with a call, however many there are.
   */
  static void to(CoreContext context) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<MobicentsSipSession> live = new ArrayList<>();
    context.sessions().getAllSipSessions().forEachRemaining(live::add);
    try {
      List<MobicentsSipSession> busy = endAll(context, live, session -> 0L);
      endAll(context, busy, session -> deadline - System.nanoTime());
      // the patience with the peers begins when all of them have been told
      awaitEnd(live, System.nanoTime() + PATIENCE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long left = live.stream().filter(CoreContext::isLive).count();
    if (left > 0) {
      LOG.log(
          Level.WARNING,
          "Application {0} leaves {1} calls behind: their peers have not agreed to their end",
          context.getApplicationName(),
          Long.toString(left));
    }
  }

  /** Says goodbye to each, and gives those whose turn it was not in time. */
  private static List<MobicentsSipSession> endAll(
      CoreContext context,
      List<MobicentsSipSession> sessions,
      ToLongFunction<MobicentsSipSession> patience)
      throws InterruptedException {
    List<MobicentsSipSession> busy = new ArrayList<>();
    context.enterSipContext();
    try {
      for (MobicentsSipSession session : sessions) {
        if (session.getSipApplicationSession() instanceof ApplicationSession owner) {
          if (owner.tryAcquire(patience.applyAsLong(session))) {
            end(owner, session);
          } else {
            busy.add(session);
          }
        }
      }
    } finally {
      context.exitSipContext(null);
    }
    return busy;
  }

  private static void awaitEnd(List<MobicentsSipSession> sessions, long deadline)
      throws InterruptedException {
    List<MobicentsSipSession> live = new ArrayList<>(sessions);
    live.removeIf(session -> !CoreContext.isLive(session));
    while (!live.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
      live.removeIf(session -> !CoreContext.isLive(session));
    }
  }

  private static void end(ApplicationSession owner, MobicentsSipSession session) {
    try {
      if (session.isValidInternal() && session.getProxy() == null) {
        end(session);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A call could not be ended", e);
    } finally {
      owner.release();
    }
  }

  private static void end(MobicentsSipSession session) throws IOException {
    switch (session.getState()) {
      case CONFIRMED -> {
        // the request that made the dialog is forgotten when its transaction ends
        if (session.getSessionCreatingDialog() instanceof SIPDialog dialog) {
          endDialog(session, dialog);
        }
      }
      case INITIAL, EARLY -> {
        if (session.getSessionCreatingTransactionRequest() instanceof CoreRequest first
            && first.getMethod().equals("INVITE")
            && !first.isFinalResponseGenerated()) {
          endAttempt(first, first.getTransaction() instanceof ServerTransaction);
        }
      }
      case TERMINATED -> {}
    }
  }

  private static void endDialog(MobicentsSipSession session, SIPDialog dialog) throws IOException {
    boolean subscription = "SUBSCRIBE".equals(dialog.getMethod());
    if (subscription && dialog.isServer()) {
      SipServletRequest notify = session.createRequest("NOTIFY");
      notify.setHeader("Subscription-State", "terminated;reason=deactivated");
      notify.send();
    } else if (subscription) {
      SipServletRequest unsubscribe = session.createRequest("SUBSCRIBE");
      unsubscribe.setExpires(0);
      unsubscribe.send();
    } else {
      session.createRequest("BYE").send();
    }
  }

  private static void endAttempt(SipServletRequest invite, boolean incoming) throws IOException {
    if (incoming) {
      invite.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE).send();
    } else {
      invite.createCancel().send();
    }
  }
}
