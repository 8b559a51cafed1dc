package org.jackfield.sip.container.core;

import gov.nist.javax.sip.message.SIPResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sip.ClientTransaction;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import org.mobicents.servlet.sip.message.TransactionApplicationData;
import org.mobicents.servlet.sip.proxy.ProxyBranchImpl;

/**
 * RFC 3261 section 9.1: no CANCEL goes to who has not said anything yet. A proxy's branch that was
 * given up before is cancelled when it is first heard of; the core would let it ring.
 */
final class LateCancel {
  private static final Logger LOG = System.getLogger(LateCancel.class.getName());

  private LateCancel() {}

  /** Whether a branch that was given up is heard of for the first time. Asked before the core. */
  static boolean isOwed(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    ClientTransaction transaction = event.getClientTransaction();
    return response.getStatusCode() / 100 == 1
        && response.getCSeq().getMethod().equals(Request.INVITE)
        && transaction != null
        && transaction.getApplicationData() instanceof TransactionApplicationData data
        && data.getProxyBranch() instanceof ProxyBranchImpl branch
        && branch.isCanceled()
        && branch.getResponse() == null;
  }

  static void send(ResponseEvent event) {
    try {
      Request cancel = event.getClientTransaction().createCancel();
      ((SipProvider) event.getSource()).getNewClientTransaction(cancel).sendRequest();
    } catch (SipException e) {
      LOG.log(Level.DEBUG, "A branch that was given up cannot be cancelled", e);
    }
  }
}
