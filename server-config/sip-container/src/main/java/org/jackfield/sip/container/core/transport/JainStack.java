package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.jspecify.annotations.Nullable;

/** JAIN-SIP with our own transports below its transactions, and without its searches. */
final class JainStack extends SipStackImpl {
  private static final int BUSY = 2000;
  private static final String COOKIE = "z9hg4bk";

  private final Stripes stripes;
  private final Map<Place, Connector> places = new ConcurrentHashMap<>();
  private final ThreadLocal<@Nullable String> unknown = new ThreadLocal<>();
  private @Nullable Connector opening;

  JainStack(Properties properties, Stripes stripes) throws PeerUnavailableException {
    super(properties);
    this.stripes = stripes;
  }

  /** Makes a connector, whose port is bound already, a listening point with its own provider. */
  synchronized SipProvider attach(Connector connector) throws SipException {
    opening = connector;
    try {
      ListeningPoint point =
          createListeningPoint(
              connector.getIpAddress().getHostAddress(),
              connector.getPort(),
              connector.getTransport());
      SipProvider provider = createSipProvider(point);
      places.put(Place.of(connector), connector);
      return provider;
    } catch (InvalidArgumentException e) {
      throw new SipException(e.getMessage(), e);
    } finally {
      opening = null;
    }
  }

  /** Forgets the connector and gives its port back. The stack itself goes on without any. */
  synchronized void detach(Connector connector) {
    places.remove(Place.of(connector), connector);
    ListeningPointImpl point =
        listeningPoints.values().stream()
            .filter(p -> p.getMessageProcessor() == connector)
            .findAny()
            .orElse(null);
    if (point != null) {
      listeningPoints.values().remove(point);
      SipProviderImpl provider = point.getProvider();
      if (provider != null) {
        sipProviders.remove(provider);
      }
    }
    removeMessageProcessor(connector);
  }

  boolean isOurs(Transport transport, InetSocketAddress address) {
    return places.containsKey(new Place(transport, address.getAddress(), address.getPort()));
  }

  /** Whether a host and port, as a message has them, are what one of the connectors is called. */
  boolean isUs(String host, int port) {
    String bare = OwnNames.bare(host);
    return places.values().stream()
        .anyMatch(each -> each.isUs(bare, port > 0 ? port : each.getDefaultTargetPort()));
  }

  /** A connector of this transport, best at the same address as this one. */
  @Nullable Connector connectorBeside(Connector other, Transport transport) {
    Connector found = null;
    for (Connector connector : places.values()) {
      if (connector.kind() == transport && (found == null || isBeside(connector, other))) {
        found = connector;
      }
    }
    return found;
  }

  private static boolean isBeside(Connector one, Connector other) {
    return one.getIpAddress().equals(other.getIpAddress());
  }

  Collection<Connector> connectors() {
    return places.values();
  }

  /**
   * The connector that reaches this address, this one if it can. The core chooses by transport
   * alone, and nobody is reached by the other version of IP.
   */
  Connector reaching(InetAddress target, Connector chosen) {
    boolean six = target instanceof Inet6Address;
    if (isIpv6(chosen) == six) {
      return chosen;
    }
    return places.values().stream()
        .filter(other -> other.kind() == chosen.kind() && isIpv6(other) == six)
        .findFirst()
        .orElse(chosen);
  }

  private static boolean isIpv6(Connector connector) {
    return connector.getIpAddress() instanceof Inet6Address;
  }

  /** Whether so many transactions exist that searching all of them would be felt. */
  boolean isBusy() {
    return getServerTransactionTableSize() > BUSY;
  }

  /** Those of these dialogs that are early or confirmed. */
  int liveDialogs(Predicate<SIPDialog> these) {
    return (int)
        dialogTable.values().stream()
            .filter(d -> d.getState() == DialogState.EARLY || d.getState() == DialogState.CONFIRMED)
            .filter(these)
            .count();
  }

  /** Transactions whose messages are counted here. */
  int transactions(Traffic traffic) {
    return (int)
        Stream.concat(
                clientTransactionTable.values().stream(), serverTransactionTable.values().stream())
            .filter(t -> t.getMessageChannel() instanceof PeerChannel c && c.traffic() == traffic)
            .count();
  }

  /** Shows each transaction and dialog that is in a table, ended ones that linger included. */
  void show(Consumer<Transaction> transactions, Consumer<Dialog> dialogs) {
    clientTransactionTable.values().forEach(transactions);
    serverTransactionTable.values().forEach(transactions);
    retransmissionAlertTransactions.values().forEach(transactions);
    dialogTable.values().forEach(dialogs);
    earlyDialogTable.values().forEach(dialogs);
    serverDialogMergeTestTable.values().forEach(dialogs);
  }

  /** As the base class makes it, but {@link Provider}. */
  @Override
  public SipProvider createSipProvider(ListeningPoint point) {
    Provider provider = new Provider(this);
    provider.setListeningPoint(point);
    ((ListeningPointImpl) point).setSipProvider(provider);
    sipProviders.add(provider);
    return provider;
  }

  /**
   * Each connector has a provider of its own, and a dialog keeps the one that it began with. Where
   * the peer's Contact names another transport, the connector of that serves the dialog as well.
   */
  private static final class Provider extends SipProviderImpl {
    private static final long serialVersionUID = 1L;

    private final transient JainStack stack;

    Provider(JainStack stack) {
      super(stack);
      this.stack = stack;
    }

    @Override
    public @Nullable ListeningPoint getListeningPoint(@Nullable String transport) {
      ListeningPoint own = super.getListeningPoint(transport);
      return own == null && transport != null ? stack.pointBeside(this, transport) : own;
    }
  }

  private @Nullable ListeningPoint pointBeside(SipProviderImpl provider, String transport) {
    if (!(provider.getListeningPoint() instanceof ListeningPointImpl point)
        || !(point.getMessageProcessor() instanceof Connector own)) {
      return null;
    }
    return Arrays.stream(Transport.values())
        .filter(kind -> kind.name().equalsIgnoreCase(transport))
        .findFirst()
        .map(kind -> connectorBeside(own, kind))
        .map(Connector::getListeningPoint)
        .orElse(null);
  }

  @Override
  protected MessageProcessor createMessageProcessor(InetAddress address, int port, String transport)
      throws IOException {
    Connector connector = opening;
    if (connector == null) {
      throw new IOException("Connectors are opened through the server's own settings");
    }
    addMessageProcessor(connector);
    return connector;
  }

  @Override
  public ScheduledExecutorService getSelfRoutingThreadpoolExecutor() {
    return stripes;
  }

  /**
   * Runs something to which a dialog is unknown. RFC 3262 section 4 lets a PRACK count once, and
   * where a proxy and the end of the dialog are in this server, the stack would count it at the
   * proxy.
   */
  void withoutDialog(String id, Runnable work) {
    unknown.set(id);
    try {
      work.run();
    } finally {
      unknown.remove();
    }
  }

  @Override
  public @Nullable SIPDialog getDialog(String id) {
    return id.equals(unknown.get()) ? null : super.getDialog(id);
  }

  /**
   * RFC 3261 section 9.2 by a look-up: a CANCEL has the branch of what it cancels. Only RFC 2543
   * needs the search of all transactions.
   */
  @Override
  public @Nullable SIPTransaction findCancelTransaction(SIPRequest cancel, boolean isServer) {
    String branch = cancel.getTopmostVia().getBranch();
    if (branch == null || !branch.toLowerCase(Locale.ROOT).startsWith(COOKIE)) {
      return super.findCancelTransaction(cancel, isServer);
    }
    SIPTransaction found = findTransaction(branch.toLowerCase(Locale.ROOT), isServer);
    if (found != null && !isServer) {
      // the core has kept what it wrote, and not by which connector the request left
      cancel.setHeader((Via) found.getOriginalRequest().getTopmostVia().clone());
    }
    return found != null && found.doesCancelMatchTransaction(cancel) ? found : null;
  }

  /**
   * A response that matches no transaction is the user's; the stack would search all of them. So is
   * the answer of a fork that comes after another's: the transaction would take it for that one
   * come again, and acknowledge the wrong dialog.
   */
  @Override
  public @Nullable ServerResponseInterface newSIPServerResponse(
      SIPResponse response, MessageChannel channel) {
    String key = response.getTransactionId();
    if (key.startsWith(COOKIE) && !isAwaited(response, clientTransactionTable.get(key))) {
      return sipMessageFactory.newSIPServerResponse(response, channel);
    }
    return super.newSIPServerResponse(response, channel);
  }

  private boolean isAwaited(SIPResponse response, @Nullable SIPClientTransaction transaction) {
    if (transaction == null) {
      return false;
    }
    boolean late =
        transaction.getState() == TransactionState.TERMINATED
            && response.getStatusCode() / 100 == 2
            && response.getCSeq().getMethod().equals(Request.INVITE);
    return !late || getDialog(response.getDialogId(false)) != null;
  }

  /** The base class sleeps a second here and keeps a thread. */
  @Override
  public void stopStack() {
    toExit = true;
    for (MessageProcessor processor : getMessageProcessors()) {
      removeMessageProcessor(processor);
    }
    if (getTimer() != null) {
      getTimer().stop();
    }
    getReinviteExecutor().shutdownNow();
    clientTransactionTable.clear();
    serverTransactionTable.clear();
    dialogTable.clear();
    earlyDialogTable.clear();
  }

  /** Stops for good, the thread included that the base class only asks to end. */
  @Override
  public void stop() {
    EventScanner scanner = getEventScanner();
    for (SipProviderImpl provider : sipProviders) {
      provider.removeSipListener(provider.getSipListener());
    }
    super.stop();
    if (scanner != null) {
      // It looks at its orders only after an event, and this one has nobody to go to any more
      scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
    }
  }

  private record Place(Transport transport, InetAddress address, int port) {
    static Place of(Connector connector) {
      return new Place(connector.kind(), connector.getIpAddress(), connector.getPort());
    }
  }
}
