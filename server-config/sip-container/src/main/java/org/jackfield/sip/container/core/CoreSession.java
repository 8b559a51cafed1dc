package org.jackfield.sip.container.core;

import java.util.Set;
import javax.sip.Transaction;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SipSessionImpl;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.proxy.ProxyImpl;

/**
 * A SIP session that knows its credentials, and that also ends when a proxy which does not stay in
 * the path has done its work.
 */
final class CoreSession extends SipSessionImpl {
  private final transient Credentials credentials = new Credentials();

  CoreSession(
      SipSessionKey key, SipFactoryImpl factory, MobicentsSipApplicationSession application) {
    super(key, factory, application);
  }

  /** Those of the session that a fork was derived from: it is one call. */
  Credentials credentials() {
    return getParentSession() instanceof CoreSession parent ? parent.credentials() : credentials;
  }

  /** Called under the turn of the application session. */
  @Override
  public void removeOngoingTransaction(Transaction transaction) {
    super.removeOngoingTransaction(transaction);
    if (isValidInternal() && isPassedBy() && isIdle()) {
      onReadyToInvalidate();
    }
  }

  /**
   * JSR 289 section 6.2.4.2: a proxy that later requests pass by is done when all its transactions
   * have ended. The core thinks so either at the first answer, so that those that come later are
   * lost, or never.
   */
  @Override
  public boolean isReadyToInvalidate() {
    return isPassedBy() ? isIdle() : super.isReadyToInvalidate();
  }

  @Override
  public boolean isReadyToInvalidateInternal() {
    return isPassedBy() ? isIdle() : super.isReadyToInvalidateInternal();
  }

  private boolean isIdle() {
    Set<Transaction> ongoing = getOngoingTransactions();
    return ongoing == null || ongoing.isEmpty();
  }

  /** Whether this is the session of a proxy that later requests of the dialog do not pass. */
  boolean isPassedBy() {
    ProxyImpl proxy = getProxy();
    return proxy != null
        && !proxy.getRecordRoute()
        && proxy.getProxyBranches().stream().noneMatch(branch -> branch.getRecordRoute());
  }
}
