package org.jackfield.sip.container.core;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import jakarta.servlet.sip.SipServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Stands before the core and tries the next server of a domain when one says that it is
 * unavailable, RFC 3263 section 4.3. The core does so itself when one does not answer.
 */
record Failover(SipApplicationDispatcher core) implements SipListenerExt {
  private static final Logger LOG = System.getLogger(Failover.class.getName());

  @Override
  public void processResponse(ResponseEvent event) {
    Optional<Request> owed = LateCancel.owed(event);
    process(event);
    owed.ifPresent(cancel -> LateCancel.send(cancel, event));
  }

  private void process(ResponseEvent event) {
    Transaction asked = event.getClientTransaction();
    if (asked != null && !isOfTheLiving(asked)) {
      return;
    }
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
    if (isOfTheGone(event)) {
      answerGone(event);
    } else {
      core.processRequest(event);
    }
  }

  /** Of a dialog whose application has been undeployed: the core writes its name into the tag. */
  private boolean isOfTheGone(RequestEvent event) {
    if (isOfOneThatLeft(event)) {
      return true;
    }
    SIPRequest request = (SIPRequest) event.getRequest();
    String tag = request.getToTag();
    if (tag == null || request.getRouteHeaders() != null) {
      return false;
    }
    String[] parts = tag.split("_", -1);
    return parts.length == 4 && !isDeployed(parts[1]) && !isDeployed(parts[2]);
  }

  private static boolean isOfOneThatLeft(RequestEvent event) {
    if (event.getDialog() != null && Left.is(event.getDialog().getApplicationData())) {
      return true;
    }
    return event.getServerTransaction() instanceof SIPServerTransaction transaction
        && transaction.getCanceledInviteTransaction() != null
        && Left.is(transaction.getCanceledInviteTransaction().getApplicationData());
  }

  private boolean isDeployed(String hash) {
    String name = core.getApplicationNameFromHash(hash);
    return name != null && core.findSipApplication(name) != null;
  }

  /** RFC 3261 section 12.2.2: 481, and nothing to an ACK. */
  private static void answerGone(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    if (request.getMethod().equals("ACK")) {
      return;
    }
    SIPResponse gone = request.createResponse(SipServletResponse.SC_CALL_LEG_DONE);
    ServerTransaction transaction = event.getServerTransaction();
    try {
      if (transaction == null) {
        ((SipProvider) event.getSource()).sendResponse(gone);
      } else {
        transaction.sendResponse(gone);
      }
    } catch (SipException | InvalidArgumentException e) {
      LOG.log(Level.DEBUG, "A request of an ended dialog could not be answered", e);
    }
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    Transaction late =
        event.isServerTransaction() ? event.getServerTransaction() : event.getClientTransaction();
    if (isOfTheLiving(late)) {
      core.processTimeout(event);
    }
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
    return !Left.is(transaction.getApplicationData())
        && !(transaction.getApplicationData() instanceof TransactionApplicationData data
            && data.getSipSessionKey() != null
            && core.findSipApplication(data.getSipSessionKey().getApplicationName()) == null);
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    if (!Left.is(event.getDialog().getApplicationData())) {
      core.processDialogTerminated(event);
    }
  }

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {
    if (!Left.is(event.getDialog().getApplicationData())) {
      core.processDialogTimeout(event);
    }
  }
}
