package org.jackfield.sip.container.core;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import jakarta.servlet.sip.SipServletResponse;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Stands before the core and tries the next server of a domain when one says that it is
 * unavailable, RFC 3263 section 4.3. The core does so itself when one does not answer.
 */
record Failover(SipApplicationDispatcher core) implements SipListenerExt {
  @Override
  public void processResponse(ResponseEvent event) {
    if (event.getResponse().getStatusCode() != SipServletResponse.SC_SERVICE_UNAVAILABLE
        || !triesNext(event)) {
      core.processResponse(event);
    }
  }

  private static boolean triesNext(ResponseEvent event) {
    return event.getClientTransaction() != null
        && event.getClientTransaction().getApplicationData()
            instanceof TransactionApplicationData data
        && data.getHops() != null
        && !data.getHops().isEmpty()
        && data.getSipServletMessage() instanceof CoreRequest request
        && request.visitNextHop();
  }

  @Override
  public void processRequest(RequestEvent event) {
    core.processRequest(event);
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    core.processTimeout(event);
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    core.processIOException(event);
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    Transaction ended =
        event.isServerTransaction() ? event.getServerTransaction() : event.getClientTransaction();
    if (isOfTheLiving(ended)) {
      core.processTransactionTerminated(event);
    }
  }

  /** Transactions linger: the application of one that ends may have been undeployed meanwhile. */
  private boolean isOfTheLiving(Transaction transaction) {
    return !(transaction.getApplicationData() instanceof TransactionApplicationData data
        && data.getSipSessionKey() != null
        && core.findSipApplication(data.getSipSessionKey().getApplicationName()) == null);
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    core.processDialogTerminated(event);
  }

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {
    core.processDialogTimeout(event);
  }
}
