package org.jackfield.sip.container.core;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sip.SipStack;
import org.jspecify.annotations.Nullable;
import org.mobicents.ha.javax.sip.ReplicationStrategy;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipService;
import org.mobicents.servlet.sip.core.message.OutboundProxy;
import org.mobicents.servlet.sip.dns.MobicentsDNSResolver;

/** The settings that the core asks its surroundings for. */
final class CoreService implements SipService {
  private final SipStack stack;
  private final @Nullable OutboundProxy outboundProxy;
  private final List<SipConnector> connectors = new CopyOnWriteArrayList<>();
  private @Nullable SipApplicationDispatcher dispatcher;
  private String messageFactory = CoreMessages.class.getName();

  CoreService(SipStack stack, @Nullable OutboundProxy outboundProxy) {
    this.stack = stack;
    this.outboundProxy = outboundProxy;
  }

  void add(SipConnector connector) {
    connectors.add(connector);
  }

  void remove(SipConnector connector) {
    connectors.remove(connector);
  }

  @Override
  public @Nullable SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public void setSipApplicationDispatcher(SipApplicationDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public SipStack getSipStack() {
    return stack;
  }

  @Override
  public @Nullable SipConnector findSipConnector(String transport) {
    String wanted = transport.toLowerCase(Locale.ROOT);
    return connectors.stream()
        .filter(connector -> connector.getTransport().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElse(null);
  }

  @Override
  public SipConnector[] findSipConnectors() {
    return connectors.toArray(SipConnector[]::new);
  }

  @Override
  public boolean isHttpFollowsSip() {
    return false;
  }

  @Override
  public @Nullable String getJvmRoute() {
    return null;
  }

  @Override
  public @Nullable OutboundProxy getOutboundProxy() {
    return outboundProxy;
  }

  @Override
  public int getDispatcherThreadPoolSize() {
    // the stack's workers run servlets themselves: a second pool would lose the order of messages
    return 1;
  }

  @Override
  public int getCanceledTimerTasksPurgePeriod() {
    return 1;
  }

  /** {@link PendingChange} does. */
  @Override
  public boolean isDialogPendingRequestChecking() {
    return false;
  }

  @Override
  public boolean isMd5ContactUserPart() {
    return false;
  }

  @Override
  public ReplicationStrategy getReplicationStrategy() {
    return ReplicationStrategy.ConfirmedDialog;
  }

  /**
   * The tags that we give: time, two hashes and the start of the application session's UUID share
   * this length, and the core finds the session by what is left of its id. With the core's own 8
   * that is two hex digits, so that the calls of strangers meet in one of 256 sessions.
   */
  @Override
  public int getTagHashMaxLength() {
    return 67;
  }

  @Override
  public int getCallIdMaxLength() {
    return -1;
  }

  @Override
  public String getDnsResolverClass() {
    return MobicentsDNSResolver.class.getName();
  }

  /** Seconds to wait for a DNS server. */
  @Override
  public int getDnsTimeout() {
    return 2;
  }

  @Override
  public String getMobicentsSipServletMessageFactoryClassName() {
    return messageFactory;
  }

  @Override
  public void setMobicentsSipServletMessageFactoryClassName(String name) {
    messageFactory = name;
  }

  @Override
  public void stopGracefully(long millis) {
    // SipServer.suspend drains, and stop ends
  }

  @Override
  public String getProxyTimerServiceImplementationType() {
    return "DEFAULT";
  }

  @Override
  public String getSasTimerServiceImplementationType() {
    return "DEFAULT";
  }
}
