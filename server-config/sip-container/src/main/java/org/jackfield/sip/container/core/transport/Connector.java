package org.jackfield.sip.container.core.transport;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;

/**
 * One address and transport of ours. The stack knows it as a message processor; what arrives goes
 * to the {@link Reception}, what the stack sends comes through a {@link PeerChannel}.
 */
abstract class Connector extends MessageProcessor {
  private final String name;
  private final Transport kind;
  private final Traffic traffic;
  private final Optional<Endpoint> external;
  private final Reception reception;

  Connector(
      String name,
      Transport kind,
      InetSocketAddress announced,
      Optional<Endpoint> external,
      Traffic traffic,
      Reception reception) {
    super(announced.getAddress(), announced.getPort(), tokenOf(kind), reception.stack());
    this.name = name;
    this.kind = kind;
    this.external = external;
    this.traffic = traffic;
    this.reception = reception;
  }

  /** The spelling that {@code javax.sip.ListeningPoint} has for it. */
  private static String tokenOf(Transport kind) {
    return kind == Transport.UDP ? "udp" : kind.name();
  }

  /** Sends to a peer; a stream connector finds or opens the connection. */
  abstract void send(Outgoing message, InetSocketAddress peer) throws IOException;

  /** A phone behind a translator has registered for so long: a connection keeps itself open. */
  void keepOpen(InetSocketAddress peer, Duration life) {}

  final String name() {
    return name;
  }

  final Transport kind() {
    return kind;
  }

  final Traffic traffic() {
    return traffic;
  }

  final Reception reception() {
    return reception;
  }

  /** Whether this host and port is what this connector tells its peers. */
  final boolean isAnnouncedAs(String host, int port) {
    return external.isPresent()
        ? external.filter(e -> e.port() == port && e.host().equalsIgnoreCase(host)).isPresent()
        : port == getPort() && host.equals(getIpAddress().getHostAddress());
  }

  /** Whether this host and port is what we call ourselves. */
  final boolean isUs(String host, int port) {
    return external.filter(e -> e.port() == port && e.host().equalsIgnoreCase(host)).isPresent()
        || (port == getPort() && host.equals(getIpAddress().getHostAddress()));
  }

  @Override
  public final Via getViaHeader() {
    try {
      Via via = new Via();
      via.setSentBy(sentBy());
      via.setTransport(kind.name());
      return via;
    } catch (ParseException e) {
      throw new IllegalStateException("No Via for connector '" + name + "'", e);
    }
  }

  private HostPort sentBy() {
    HostPort sentBy = new HostPort();
    sentBy.setHost(new Host(external.map(Endpoint::host).orElse(getIpAddress().getHostAddress())));
    sentBy.setPort(external.map(Endpoint::port).orElse(getPort()));
    return sentBy;
  }

  @Override
  public final String getSentBy() {
    return sentBy().toString();
  }

  @Override
  public final boolean isSentBySet() {
    return external.isPresent();
  }

  @Override
  public final SIPTransactionStack getSIPStack() {
    return sipStack;
  }

  @Override
  public final MessageChannel createMessageChannel(HostPort target) throws IOException {
    return createMessageChannel(target.getInetAddress(), target.getPort());
  }

  @Override
  public final MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
    int target = port > 0 ? port : getDefaultTargetPort();
    return reception.reaching(host, this).channel(new InetSocketAddress(host, target));
  }

  /** How a transaction that we begin sees this peer. */
  PeerChannel channel(InetSocketAddress peer) {
    return new PeerChannel(this, peer);
  }

  @Override
  public final int getDefaultTargetPort() {
    return kind.isSecure() ? 5061 : 5060;
  }

  @Override
  public final boolean isSecure() {
    return kind.isSecure();
  }

  @Override
  public final int getMaximumMessageSize() {
    return kind == Transport.UDP ? 65_507 : Integer.MAX_VALUE;
  }

  @Override
  public final boolean inUse() {
    return false;
  }

  @Override
  public String toString() {
    return "connector '" + name + "'";
  }
}
