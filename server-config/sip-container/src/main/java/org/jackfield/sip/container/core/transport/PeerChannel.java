package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import javax.sip.address.Hop;

/**
 * One peer as a transaction sees it: small and without state, because each lingering transaction
 * keeps one. Connections live in the connector.
 */
final class PeerChannel extends MessageChannel implements RawMessageChannel {
  private final InetSocketAddress peer;

  PeerChannel(Connector connector, InetSocketAddress peer) {
    this.messageProcessor = connector;
    this.peer = peer;
  }

  Connector connector() {
    return (Connector) messageProcessor;
  }

  InetSocketAddress peer() {
    return peer;
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
    connector().send(new Outgoing(message, null), target(address, port));
  }

  private void send(SIPMessage message, InetSocketAddress to) throws IOException {
    byte[] bytes = message.encodeAsBytes(getTransport());
    connector().send(new Outgoing(bytes, message), to);
    message.setRemoteAddress(to.getAddress());
    message.setRemotePort(to.getPort());
    message.setLocalAddress(messageProcessor.getIpAddress());
    message.setLocalPort(messageProcessor.getPort());
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
    connector().reception().processOwn(message, this);
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
    return connector().kind() != org.jackfield.sip.container.Transport.UDP;
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
    return getKey(peer.getAddress(), peer.getPort(), getTransport()).toLowerCase(Locale.ROOT);
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
