package org.jackfield.sip.container.core;

import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;

/**
 * RFC 3261 section 14.2: who wants to change a session while a change of it is pending is told to
 * wait. The core would count a change that was refused as pending as long as its transaction
 * lingers, and so refuse who comes back with credentials.
 */
final class PendingChange {
  private PendingChange() {}

  /** Whether the request was answered here. */
  static boolean refuses(MobicentsSipServletRequest request) {
    if (request.isInitial() || !request.getMethod().equals("INVITE")) {
      return false;
    }
    MobicentsSipSession session = request.getSipSession();
    @Nullable Set<Transaction> ongoing = session.getOngoingTransactions();
    if (ongoing == null || session.getProxy() != null) {
      return false;
    }
    Transaction own = request.getTransaction();
    if (isPending(ongoing, own, ClientTransaction.class)) {
      answer(request, SipServletResponse.SC_REQUEST_PENDING);
      return true;
    }
    if (isPending(ongoing, own, ServerTransaction.class)) {
      answer(request, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      return true;
    }
    return false;
  }

  private static boolean isPending(
      Set<Transaction> ongoing, Transaction own, Class<? extends Transaction> side) {
    return ongoing.stream()
        .anyMatch(each ->
            side.isInstance(each)
                && each != own
                && each.getRequest().getMethod().equals("INVITE")
                && isOpen(each.getState()));
  }

  private static boolean isOpen(@Nullable TransactionState state) {
    return state == TransactionState.CALLING
        || state == TransactionState.TRYING
        || state == TransactionState.PROCEEDING;
  }

  private static void answer(MobicentsSipServletRequest request, int status) {
    SipServletResponse response = request.createResponse(status);
    if (status == SipServletResponse.SC_SERVER_INTERNAL_ERROR) {
      response.setHeader("Retry-After", "2");
    }
    try {
      response.send();
    } catch (IOException e) {
      throw new UncheckedIOException("A request cannot be answered", e);
    }
  }
}
