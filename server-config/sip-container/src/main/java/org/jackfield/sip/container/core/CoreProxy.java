package org.jackfield.sip.container.core;

import jakarta.servlet.sip.ProxyBranch;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.URI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.sip.header.ProxyRequireHeader;
import javax.sip.header.UnsupportedHeader;
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

  @Override
  public void proxyTo(List<? extends URI> targets) {
    if (!lacksWhatIsRequired()) {
      super.proxyTo(targets);
    }
  }

  @Override
  public void proxyTo(URI target) {
    if (!lacksWhatIsRequired()) {
      super.proxyTo(target);
    }
  }

  @Override
  public void startProxy() {
    if (!lacksWhatIsRequired()) {
      super.startProxy();
    }
  }

  /**
   * RFC 3261 section 16.3, step 5: who must not be proxied without an extension is refused, since
   * no extension of proxies is known here.
   */
  private boolean lacksWhatIsRequired() {
    SipServletRequest request = getOriginalRequest();
    if (request.getHeader(ProxyRequireHeader.NAME) == null || request.isCommitted()) {
      return false;
    }
    SipServletResponse refusal = request.createResponse(SipServletResponse.SC_BAD_EXTENSION);
    request
        .getHeaders(ProxyRequireHeader.NAME)
        .forEachRemaining(extension -> refusal.addHeader(UnsupportedHeader.NAME, extension));
    try {
      refusal.send();
    } catch (IOException e) {
      throw new UncheckedIOException("A request cannot be refused", e);
    }
    return true;
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
