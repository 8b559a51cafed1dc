package org.jackfield.sip.container.core;

import jakarta.servlet.sip.ProxyBranch;
import jakarta.servlet.sip.SipServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.DispatcherException;
import org.mobicents.servlet.sip.core.SipNetworkInterfaceManager;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.proxy.ProxyBranchImpl;
import org.mobicents.servlet.sip.proxy.ProxyImpl;

/** A proxy that leads every acceptance to the caller, not only the first. */
public final class CoreProxy extends ProxyImpl {
  private static final int NONE = -1;

  /** Status of the response that this thread is at; the core asks without saying which it is. */
  private static final ThreadLocal<Integer> RECEIVED = ThreadLocal.withInitial(() -> NONE);

  private final boolean startsDialog;
  private transient volatile @Nullable OutboundInterface chosenInterface;

  CoreProxy(CoreRequest request, SipFactoryImpl factory) {
    super(request, factory);
    startsDialog =
        switch (request.getMethod()) {
          case "INVITE", "SUBSCRIBE", "REFER" -> true;
          default -> false;
        };
  }

  /** What the application has chosen to send by. */
  @Nullable OutboundInterface chosenInterface() {
    return chosenInterface;
  }

  @Override
  public void setOutboundInterface(InetAddress address) {
    chosenInterface = OutboundInterface.of(address, interfaces());
  }

  @Override
  public void setOutboundInterface(InetSocketAddress address) {
    chosenInterface = OutboundInterface.of(address, interfaces());
  }

  private SipNetworkInterfaceManager interfaces() {
    return getSipFactoryImpl().getSipNetworkInterfaceManager();
  }

  /** Whether there is no dialog, or none whose later requests take the way by this proxy. */
  boolean isPassedBy() {
    return !startsDialog
        || (!getRecordRoute()
            && getProxyBranches().stream().noneMatch(ProxyBranch::getRecordRoute));
  }

  /** A response has come in, and is handled by this thread. */
  static void received(int status) {
    RECEIVED.set(status);
  }

  /** Asked by the core before it leads on a response; after a 2xx it would lead on nothing. */
  @Override
  public int getBestResponseSent() {
    int best = super.getBestResponseSent();
    return isSuccess(best) && isSuccess(RECEIVED.get()) ? NONE : best;
  }

  @Override
  public void onFinalResponse(ProxyBranchImpl branch) throws DispatcherException {
    if (!isSuccess(super.getBestResponseSent())) {
      super.onFinalResponse(branch);
    } else if (isSuccess(branch.getResponse().getStatus())) {
      // RFC 3261 section 16.7, step 5
      sendFinalResponse(branch.getResponse(), branch);
    }
  }

  /**
   * Makes a PRACK go where it says: RFC 3261 section 16.6, step 2. The core sends it where the
   * branch's INVITE went.
   */
  void aim(SipServletRequest prack) {
    for (ProxyBranch each : getProxyBranches()) {
      if (each instanceof ProxyBranchImpl branch && branch.isWaitingForPrack()) {
        branch.setTargetURI(prack.getRequestURI().toString());
      }
    }
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }
}
