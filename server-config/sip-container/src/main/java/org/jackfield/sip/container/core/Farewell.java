package org.jackfield.sip.container.core;

import gov.nist.javax.sip.stack.SIPDialog;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
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
   * BYE to confirmed dialogs, 503 or CANCEL to early ones; waits up to a second for the answers.
   */
  static void to(CoreContext context) {
    List<MobicentsSipSession> live = new ArrayList<>();
    for (Iterator<MobicentsSipSession> all = context.sessions().getAllSipSessions();
        all.hasNext(); ) {
      live.add(all.next());
    }
    context.enterSipContext();
    try {
      live.forEach(session -> end(context, session));
    } finally {
      context.exitSipContext(null);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (context.dialogs() > 0 && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void end(CoreContext context, MobicentsSipSession session) {
    MobicentsSipApplicationSession owner = session.getSipApplicationSession();
    if (owner == null) {
      return;
    }
    context.enterSipApp(owner, session, false, true);
    try {
      if (session.isValidInternal() && session.getProxy() == null) {
        end(session);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A call could not be ended", e);
    } finally {
      context.exitSipApp(owner, session);
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
