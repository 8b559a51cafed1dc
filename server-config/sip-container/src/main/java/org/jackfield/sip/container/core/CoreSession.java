package org.jackfield.sip.container.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.SipNetworkInterfaceManager;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SipSessionImpl;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/**
 * A SIP session that ends in the order of its messages. The core would end it on a thread of its
 * own as soon as one transaction has ended after the dialog: while an answer is still awaited, or
 * is on its way to the servlet. It knows its credentials, too.
 */
final class CoreSession extends SipSessionImpl {
  private transient volatile boolean endsAfterAnswers;
  private final transient Credentials credentials = new Credentials();
  private transient volatile @Nullable OutboundInterface chosenInterface;
  private transient boolean endsByItself;
  private transient volatile boolean endsWithTransactions;

  CoreSession(
      SipSessionKey key, SipFactoryImpl factory, MobicentsSipApplicationSession application) {
    super(key, factory, application);
  }

  /** What the application has chosen to send by. */
  @Nullable OutboundInterface chosenInterface() {
    return chosenInterface;
  }

  @Override
  public void setOutboundInterface(InetAddress address) {
    checkIsValid();
    chosenInterface = OutboundInterface.of(address, interfaces());
  }

  @Override
  public void setOutboundInterface(InetSocketAddress address) {
    checkIsValid();
    chosenInterface = OutboundInterface.of(address, interfaces());
  }

  private void checkIsValid() {
    if (!isValidInternal()) {
      throw new IllegalStateException("The session is no longer valid");
    }
  }

  private SipNetworkInterfaceManager interfaces() {
    return getSipApplicationSession()
        .getSipContext()
        .getSipApplicationDispatcher()
        .getSipNetworkInterfaceManager();
  }

  /** Those of the session that a fork was derived from: it is one call. */
  Credentials credentials() {
    return getParentSession() instanceof CoreSession parent ? parent.credentials() : credentials;
  }

  @Override
  public void onReadyToInvalidate() {
    MobicentsSipApplicationSession application = getSipApplicationSession();
    if (application != null && application.getSipContext() instanceof CoreContext context) {
      context.behindMessages(getKey().getCallId(), () -> end(context, application));
    } else {
      super.onReadyToInvalidate();
    }
  }

  private void end(CoreContext context, MobicentsSipApplicationSession application) {
    context.enterSipContext();
    try {
      context.enterSipApp(application, this, false, true);
      try {
        if (!isValidInternal() || isSpeaking()) {
          return;
        }
        endsAfterAnswers = isAnswerAwaited();
        if (!endsAfterAnswers) {
          endByItself();
          application.tryToInvalidate();
        }
      } finally {
        context.exitSipApp(application, this);
      }
    } finally {
      context.exitSipContext(null);
    }
  }

  private void endByItself() {
    endsByItself = true;
    try {
      super.onReadyToInvalidate();
    } finally {
      endsByItself = false;
    }
  }

  /** JSR 289, SipSessionListener: a listener may keep a session that would end by itself. */
  @Override
  public void invalidate(boolean bypassCheck) {
    if (!endsByItself || getInvalidateWhenReady()) {
      Remains remains = Remains.of(this);
      super.invalidate(bypassCheck);
      remains.letGo();
    }
  }

  /** JSR 289 section 6.2.4.2: a session is not ready before its last transaction. */
  private boolean isAnswerAwaited() {
    @Nullable Set<Transaction> ongoing = getOngoingTransactions();
    return ongoing != null
        && ongoing.stream()
            .anyMatch(each -> each instanceof ClientTransaction && isOpen(each.getState()));
  }

  private static boolean isOpen(@Nullable TransactionState state) {
    return state == TransactionState.CALLING
        || state == TransactionState.TRYING
        || state == TransactionState.PROCEEDING;
  }

  @Override
  public void updateStateOnSubsequentRequest(MobicentsSipServletRequest request, boolean received) {
    super.updateStateOnSubsequentRequest(request, received);
    if (request.getMethod().equals("PRACK") && getProxy() instanceof CoreProxy proxy) {
      proxy.aim(request);
    }
  }

  /** The core keeps what was challenged for who comes back, which then begins another session. */
  void endWithItsTransactions() {
    endsWithTransactions = true;
  }

  @Override
  public void removeOngoingTransaction(Transaction transaction) {
    super.removeOngoingTransaction(transaction);
    boolean done = isValidInternal() && (isPassedBy() || endsWithTransactions) && isIdle();
    if (endsAfterAnswers || done) {
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
    return isPassedBy() ? isIdle() : !isSpeaking() && super.isReadyToInvalidate();
  }

  @Override
  public boolean isReadyToInvalidateInternal() {
    return isPassedBy() ? isIdle() : !isSpeaking() && super.isReadyToInvalidateInternal();
  }

  /**
   * Whether its dialog goes on. The core takes the BYE to a fork that answered too late for the end
   * of the call that the fork was derived from.
   */
  private boolean isSpeaking() {
    return getState() == State.CONFIRMED && !isPassedBy() && !endsWithTransactions;
  }

  private boolean isIdle() {
    Set<Transaction> ongoing = getOngoingTransactions();
    return ongoing == null || ongoing.isEmpty();
  }

  /** Whether a fork has derived this from a session whose call goes on: JSR 289 section 6.2.3.2. */
  boolean isOutlived() {
    return getParentSession() instanceof CoreSession first
        && first.isValidInternal()
        && first.getState() == State.CONFIRMED;
  }

  /** Whether this is the session of a proxy that no later request comes by. */
  boolean isPassedBy() {
    return getProxy() instanceof CoreProxy proxy && proxy.isPassedBy();
  }
}
