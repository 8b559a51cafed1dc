package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.message.Request;
import org.jackfield.sip.container.AdmissionSettings;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.admission.AdmissionGate;
import org.jackfield.sip.container.ban.Bans;

/**
 * The SIP stack of the server: transports that can be added and removed while it runs, transactions
 * and dialogs above them. Any thread may enter.
 */
public final class SignalingStack {
  private final Troubles troubles = new Troubles();
  private final Flows flows = new Flows();
  private final Stripes stripes;
  private final AdmissionGate gate;
  private final Bans bans;
  private final JainStack stack;
  private final Reception reception;
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private final Map<Transport, WebSocketConnector> webSockets = new EnumMap<>(Transport.class);

  public SignalingStack(ServerSettings settings) {
    this(settings, new Properties());
  }

  /**
   * Starts a stack without any connector.
   *
   * @param more properties of JAIN-SIP that go before our own choice
   */
  public SignalingStack(ServerSettings settings, Properties more) {
    ParserTrace.silence();
    stripes = new Stripes(settings.workers(), troubles);
    gate = new AdmissionGate(settings.admission());
    bans = new Bans(settings.bans());
    bans.closing(flows::close);
    try {
      stack = new JainStack(StackProperties.of(settings, more), stripes);
    } catch (PeerUnavailableException e) {
      stripes.shutdown();
      throw new IllegalStateException("The SIP stack does not start: " + e.getMessage(), e);
    }
    LargeRequests large = new LargeRequests(stack, settings.datagramLimit());
    reception = new Reception(stack, stripes, gate, bans, flows, large, troubles);
  }

  /** What the servlet core is given as its stack. */
  public SipStackImpl stack() {
    return stack;
  }

  /**
   * Binds a connector.
   *
   * @return a provider that has this connector as its only listening point
   * @throws IOException naming connector, address and cause, with nothing left bound
   */
  public synchronized SipProvider open(ConnectorSettings settings, Traffic traffic)
      throws IOException {
    if (connectors.containsKey(settings.name())) {
      throw new IOException("Connector '" + settings.name() + "' is open already");
    }
    Connector connector = Binding.bind(settings, traffic, reception);
    try {
      SipProvider provider = attach(connector);
      connectors.put(settings.name(), connector);
      return provider;
    } catch (SipException | RuntimeException e) {
      throw Binding.failure(settings, e);
    }
  }

  /**
   * Makes the place for the WebSocket connections of one transport that the web server accepts.
   *
   * @param transport ws or wss
   * @param address of the web server's listener
   * @return a provider that has this place as its only listening point
   */
  public synchronized SipProvider openWebSocket(
      Transport transport, InetSocketAddress address, Optional<Endpoint> external)
      throws IOException {
    if (webSockets.containsKey(transport)) {
      throw new IOException("The place for " + transport.token() + " is open already");
    }
    InetSocketAddress announced = Binding.announced(address, address.getPort());
    WebSocketConnector connector =
        new WebSocketConnector(transport, announced, external, reception);
    try {
      SipProvider provider = attach(connector);
      webSockets.put(transport, connector);
      return provider;
    } catch (SipException | RuntimeException e) {
      throw new IOException(
          "The place for " + transport.token() + " does not open: " + e.getMessage(), e);
    }
  }

  /** Where the web server brings the connections of this transport. */
  public synchronized WebSocketFlows webSockets(Transport transport) {
    WebSocketConnector connector = webSockets.get(transport);
    if (connector == null) {
      throw new IllegalArgumentException("There is no place for " + transport.token());
    }
    return connector::accept;
  }

  /** Ends the connections of this transport; one that has no place is ignored. */
  public synchronized void closeWebSocket(Transport transport) {
    WebSocketConnector connector = webSockets.remove(transport);
    if (connector != null) {
      stack.detach(connector);
    }
  }

  private SipProvider attach(Connector connector) throws SipException {
    try {
      return stack.attach(connector);
    } catch (SipException | RuntimeException e) {
      stack.detach(connector);
      connector.stop();
      throw e;
    }
  }

  /** Gives the port of a connector back; unknown names are ignored. */
  public synchronized void close(String name) {
    Connector connector = connectors.remove(name);
    if (connector != null) {
      stack.detach(connector);
    }
  }

  /** Changes when calls are refused, from the next message on. */
  public void admit(AdmissionSettings settings) {
    gate.admit(settings);
  }

  /** Who is shut out. */
  public Bans bans() {
    return bans;
  }

  /** Whatever starts something is answered 503 from now on. */
  public void closeGate() {
    gate.close();
  }

  public void openGate() {
    gate.open();
  }

  /** Runs a task in the order of a call's messages: after those that have been received. */
  public void behindMessages(String callId, Runnable task) {
    stripes.add(Stripes.hashOf(callId), task);
  }

  /** Messages received and not yet taken by a worker. */
  public int queued() {
    return stripes.queued();
  }

  /** Client and server transactions, ended ones that absorb retransmissions included. */
  public int transactions() {
    return stack.getClientTransactionTableSize() + stack.getServerTransactionTableSize();
  }

  /** Shows each transaction and dialog that is kept, ended ones that linger included. */
  public void show(Consumer<Transaction> transactions, Consumer<Dialog> dialogs) {
    stack.show(transactions, dialogs);
  }

  /** The transactions of what is counted here: one connector, or one web socket. */
  public int transactions(Traffic traffic) {
    return stack.transactions(traffic);
  }

  /** Requests refused with 503 since the start. */
  public long rejected() {
    return reception.rejected();
  }

  /** Dialogs that are early or confirmed now and began by this provider; it looks at each. */
  public int dialogs(SipProvider provider) {
    return stack.liveDialogs(dialog -> dialog.getSipProvider() == provider);
  }

  /** Dialogs that are early or confirmed now; it looks at each. */
  public int dialogs() {
    return stack.liveDialogs(dialog -> true);
  }

  /** Connections that exist now, whoever opened them. */
  public int connections(Transport transport) {
    return flows.count(transport);
  }

  /** Failures of our own that cost a message but no thread. */
  public long troubles() {
    return troubles.count();
  }

  /**
   * Sends requests of a call by a connector of ours, where there is one of their transport.
   *
   * @param host as it is bound or as its NAT shows it
   * @param port 0 for any
   */
  public static void sendBy(String callId, String host, int port, Sending sending)
      throws IOException {
    new Departure(callId, host, port).during(sending::send);
  }

  /** Something that sends requests, on the thread that calls it. */
  @FunctionalInterface
  public interface Sending {
    void send() throws IOException;
  }

  /**
   * Where a request came from over the network.
   *
   * @param isByConnection whether by one, which only who has that address can open
   */
  public record Origin(InetAddress address, boolean isByConnection) {}

  /** Where this request came from, or nothing where we have sent it ourselves. */
  public static Optional<Origin> origin(Request request) {
    return request instanceof SIPRequest sip
            && sip.getMessageChannel() instanceof PeerChannel from
            && !from.connector().reception().isOurs(from.connector().kind(), from.peer())
        ? Optional.of(new Origin(from.peer().getAddress(), from.isReliable()))
        : Optional.empty();
  }

  /** The chain by which the sender of this request proved who it is, its own first. */
  public static List<Certificate> certificates(Request request) {
    return request instanceof SIPRequest sip && sip.getMessageChannel() instanceof PeerChannel from
        ? from.certificates()
        : List.of();
  }

  /** Gives back every port and thread. */
  public synchronized void stop() {
    stack.stop();
    connectors.clear();
    webSockets.clear();
    stripes.shutdown();
  }
}
