package org.jackfield.sip.container.core;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.message.TransactionApplicationData;
import org.mobicents.servlet.sip.proxy.ProxyBranchImpl;

/**
 * RFC 3261 section 9.1: no CANCEL goes to who has not said anything yet, be it only 100. What an
 * application cancels before is cancelled when it is first heard of, and so is a proxy's branch
 * that was given up; the core would send at once, and let the branch ring.
 */
final class LateCancel {
  private static final Logger LOG = System.getLogger(LateCancel.class.getName());

  private LateCancel() {}

  /** Whether a CANCEL of an application has to wait; then it is sent by {@link #owed}. */
  static boolean waits(CoreRequest cancel) {
    Optional<Transaction> cancelled = cancelledBy(cancel);
    if (cancelled.filter(invite -> invite.getState() == TransactionState.CALLING).isEmpty()) {
      return false;
    }
    Optional<CoreRequest> invite = requestOf(cancelled.get());
    if (invite.isEmpty()) {
      return false;
    }
    invite.get().cancelLater(cancel);
    // Somebody may have been heard meanwhile: whoever takes it back is the one who sends it
    return cancelled.get().getState() == TransactionState.CALLING
        || invite.get().takeLateCancel() == null;
  }

  private static Optional<Transaction> cancelledBy(CoreRequest cancel) {
    @Nullable Set<Transaction> ongoing = cancel.getSipSession().getOngoingTransactions();
    String branch = ((SIPRequest) cancel.getMessage()).getTopmostVia().getBranch();
    return ongoing == null
        ? Optional.empty()
        : ongoing.stream()
            .filter(each ->
                each instanceof ClientTransaction
                    && each.getRequest().getMethod().equals(Request.INVITE)
                    && each.getBranchId().equals(branch))
            .findFirst();
  }

  private static Optional<CoreRequest> requestOf(Transaction transaction) {
    return transaction.getApplicationData() instanceof TransactionApplicationData data
            && data.getSipServletMessage() instanceof CoreRequest request
        ? Optional.of(request)
        : Optional.empty();
  }

  /** The CANCEL to who is heard of for the first time and has been given up before, if so. */
  static Optional<Request> owed(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    ClientTransaction transaction = event.getClientTransaction();
    if (response.getStatusCode() / 100 != 1
        || !response.getCSeq().getMethod().equals(Request.INVITE)
        || transaction == null) {
      return Optional.empty();
    }
    return isBranchGivenUp(transaction)
        ? ofBranch(transaction)
        : requestOf(transaction)
            .<@Nullable CoreRequest>map(CoreRequest::takeLateCancel)
            .map(cancel -> (Request) cancel.getMessage());
  }

  private static boolean isBranchGivenUp(ClientTransaction transaction) {
    return transaction.getApplicationData() instanceof TransactionApplicationData data
        && data.getProxyBranch() instanceof ProxyBranchImpl branch
        && branch.isCanceled()
        && branch.getResponse() == null;
  }

  private static Optional<Request> ofBranch(ClientTransaction transaction) {
    try {
      return Optional.of(transaction.createCancel());
    } catch (SipException e) {
      LOG.log(Level.DEBUG, "A branch that was given up cannot be cancelled", e);
      return Optional.empty();
    }
  }

  static void send(Request cancel, ResponseEvent event) {
    try {
      ((SipProvider) event.getSource()).getNewClientTransaction(cancel).sendRequest();
    } catch (SipException e) {
      LOG.log(Level.DEBUG, "Who was given up cannot be cancelled", e);
    }
  }
}
