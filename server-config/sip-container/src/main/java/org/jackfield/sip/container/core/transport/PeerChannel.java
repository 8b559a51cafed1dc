package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import javax.sip.address.Hop;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.admission.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One peer as a transaction sees it: small and without state, because each lingering transaction
 * keeps one. Connections live in {@link Flows}.
 */
final class PeerChannel extends MessageChannel implements RawMessageChannel {
  private final InetSocketAddress peer;
  private final @Nullable Flow flow;
  private final Traffic traffic;

  PeerChannel(Connector connector, InetSocketAddress peer) {
    this(connector, peer, null, connector.traffic());
  }

  /** Of what has come in on a connection, which may count for another than its connector. */
  PeerChannel(Connector connector, InetSocketAddress peer, @Nullable Flow flow, Traffic traffic) {
    this.messageProcessor = connector;
    this.peer = peer;
    this.flow = flow;
    this.traffic = traffic;
  }

  Connector connector() {
    return (Connector) messageProcessor;
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** By which the peer proved who it is on this very connection, whoever has its address now. */
  List<Certificate> certificates() {
    return flow == null ? List.of() : flow.certificates();
  }

  /** Where messages of this peer are counted. */
  Traffic traffic() {
    return traffic;
  }

  /** Sends an answer that no transaction knows. */
  void answer(Reply reply, byte[] bytes) {
    try {
      InetSocketAddress to = isReliable() ? peer : reply.target();
      connector().send(Outgoing.back(bytes), to);
    } catch (IOException e) {
      // whoever asked is gone
    }
  }

  @Override
  public void sendMessage(SIPMessage message) throws IOException {
    send(message, peer);
  }

  @Override
  public void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
    send(message, target(address, port));
  }

  @Override
  public void sendMessage(SIPMessage message, Hop hop) throws IOException {
    send(message, target(InetAddress.getByName(hop.getHost()), hop.getPort()));
  }

  @Override
  protected void sendMessage(byte[] message, InetAddress address, int port, boolean reconnect)
      throws IOException {
    connector().send(Outgoing.back(message), target(address, port));
  }

  private void send(SIPMessage message, InetSocketAddress to) throws IOException {
    if (message instanceof SIPResponse response) {
      Inspection.tag(response);
    }
    if (connector().reception().isOurs(connector().kind(), to)) {
      SIPMessage copy = (SIPMessage) message.clone();
      // What the sender knows of its message is nothing that came over the network
      copy.setApplicationData(null);
      processMessage(copy);
      return;
    }
    if (message instanceof SIPRequest request) {
      // for good: what the transaction sends again leaves as it did
      messageProcessor = connector().reception().departure(request, connector());
    }
    connector().reception().nameUs(message, connector());
    byte[] bytes = message.encodeAsBytes(getTransport());
    connector().send(outgoing(bytes, message, to), to);
    message.setRemoteAddress(to.getAddress());
    message.setRemotePort(to.getPort());
    message.setLocalAddress(messageProcessor.getIpAddress());
    message.setLocalPort(messageProcessor.getPort());
  }

  private Outgoing outgoing(byte[] bytes, SIPMessage message, InetSocketAddress to) {
    if (message instanceof SIPResponse response) {
      byte[] restored = NatContact.restoreResponse(bytes, response);
      if (restored != bytes) {
        connector().keepOpen(to, NatContact.life(response));
      }
      return Outgoing.of(restored, message, isReliable() ? reconnect(response) : to);
    }
    NatContact.Behind behind = NatContact.behind(bytes);
    if (behind == null) {
      return Outgoing.of(bytes, message, to);
    }
    byte[] restored = NatContact.restoreRequest(bytes);
    return Outgoing.of(restored, message, behind.reachableAs(to));
  }

  /** RFC 3261 section 18.2.2: when the connection is gone, the port of sent-by may accept one. */
  private @Nullable InetSocketAddress reconnect(SIPResponse response) {
    Via via = response.getTopmostVia();
    boolean direct = via.getHost().equals(peer.getAddress().getHostAddress());
    if (!direct || connector().kind().isWebSocket()) {
      return null;
    }
    int port = via.getPort() > 0 ? via.getPort() : messageProcessor.getDefaultTargetPort();
    return new InetSocketAddress(peer.getAddress(), port);
  }

  private InetSocketAddress target(InetAddress address, int port) {
    boolean same = port == peer.getPort() && address.equals(peer.getAddress());
    return same
        ? peer
        : new InetSocketAddress(address, port > 0 ? port : messageProcessor.getDefaultTargetPort());
  }

  /** The stack hands itself a message that goes to one of its own addresses. */
  @Override
  public void processMessage(SIPMessage message) {
    connector().reception().takeOwn(this, message);
  }

  @Override
  public void close() {}

  @Override
  public SIPTransactionStack getSIPStack() {
    return messageProcessor.getSIPStack();
  }

  @Override
  public String getTransport() {
    return connector().kind().name();
  }

  @Override
  public boolean isReliable() {
    return connector().kind() != Transport.UDP;
  }

  @Override
  public boolean isSecure() {
    return messageProcessor.isSecure();
  }

  @Override
  public String getPeerAddress() {
    return peer.getAddress().getHostAddress();
  }

  @Override
  protected InetAddress getPeerInetAddress() {
    return peer.getAddress();
  }

  @Override
  protected String getPeerProtocol() {
    return getTransport();
  }

  @Override
  public int getPeerPort() {
    return peer.getPort();
  }

  @Override
  public int getPeerPacketSourcePort() {
    return peer.getPort();
  }

  @Override
  public InetAddress getPeerPacketSourceAddress() {
    return peer.getAddress();
  }

  @Override
  public String getKey() {
    return getKey(peer.getAddress(), peer.getPort(), getTransport());
  }

  @Override
  public String getViaHost() {
    return messageProcessor.getIpAddress().getHostAddress();
  }

  @Override
  public int getViaPort() {
    return messageProcessor.getPort();
  }

  @Override
  public Via getViaHeader() {
    return messageProcessor.getViaHeader();
  }

  @Override
  public void logResponse(SIPResponse response, long receptionTime, String status) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerChannel channel
        && channel.messageProcessor == messageProcessor
        && channel.peer.equals(peer);
  }

  @Override
  public int hashCode() {
    return peer.hashCode();
  }
}
