package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.net.InetSocketAddress;
import java.text.ParseException;
import org.jackfield.sip.container.admission.RawMessage;

/**
 * The way of every message from the wire to the stack's transactions: a receiving thread reads as
 * much as tells its call and puts it in that call's stripe; the stripe's worker parses it and hands
 * it on. Any thread may enter.
 */
final class Reception {
  private final JainStack stack;
  private final Stripes stripes;
  private final Troubles troubles;
  private final MessageParser parser = new StringMsgParser();

  Reception(JainStack stack, Stripes stripes, Troubles troubles) {
    this.stack = stack;
    this.stripes = stripes;
    this.troubles = troubles;
  }

  SIPTransactionStack stack() {
    return stack;
  }

  Troubles troubles() {
    return troubles;
  }

  /** Takes one datagram; called by the thread that receives. */
  void datagram(Connector connector, InetSocketAddress peer, byte[] bytes) {
    RawMessage raw = RawMessage.read(bytes);
    stripes.add(raw.callHash(), () -> process(connector, peer, bytes));
  }

  /** Takes one message of a stream; the caller waits while there is no room. */
  void streamed(Connector connector, InetSocketAddress peer, byte[] bytes) {
    RawMessage raw = RawMessage.read(bytes);
    stripes.add(raw.callHash(), () -> process(connector, peer, bytes));
  }

  private void process(Connector connector, InetSocketAddress peer, byte[] bytes) {
    SIPMessage message;
    try {
      message = parser.parseSIPMessage(bytes, true, false, null);
    } catch (ParseException | RuntimeException e) {
      connector.traffic().parseError();
      return;
    }
    if (message == null) {
      return;
    }
    PeerChannel channel = new PeerChannel(connector, peer);
    if (message instanceof SIPRequest request) {
      connector.traffic().requestReceived();
      markVia(request, peer);
      setAddresses(message, channel);
      hand(request, channel);
    } else if (message instanceof SIPResponse response) {
      connector.traffic().responseReceived(response.getStatusCode());
      setAddresses(message, channel);
      hand(response, channel);
    }
  }

  /** A message that the stack sent to itself without the network. */
  void processOwn(SIPMessage message, PeerChannel channel) {
    setAddresses(message, channel);
    if (message instanceof SIPRequest request) {
      hand(request, channel);
    } else if (message instanceof SIPResponse response) {
      hand(response, channel);
    }
  }

  /** RFC 3261 section 18.2.1 and RFC 3581 section 4: where the request really came from. */
  private static void markVia(SIPRequest request, InetSocketAddress peer) {
    Via via = request.getTopmostVia();
    String source = peer.getAddress().getHostAddress();
    try {
      boolean asked = via.hasParameter(Via.RPORT);
      if (asked || !source.equals(via.getHost())) {
        via.setParameter(Via.RECEIVED, source);
      }
      if (asked) {
        via.setParameter(Via.RPORT, Integer.toString(peer.getPort()));
      }
    } catch (ParseException e) {
      throw new IllegalStateException("Via cannot take " + peer, e);
    }
  }

  private static void setAddresses(SIPMessage message, PeerChannel channel) {
    Connector connector = channel.connector();
    InetSocketAddress peer = channel.peer();
    message.setRemoteAddress(peer.getAddress());
    message.setRemotePort(peer.getPort());
    message.setPeerPacketSourceAddress(peer.getAddress());
    message.setPeerPacketSourcePort(peer.getPort());
    message.setLocalAddress(connector.getIpAddress());
    message.setLocalPort(connector.getPort());
  }

  private void hand(SIPRequest request, PeerChannel channel) {
    ServerRequestInterface taker = stack.newSIPServerRequest(request, channel);
    if (taker == null) {
      return;
    }
    try {
      taker.processRequest(request, channel);
    } finally {
      if (taker instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
        ((SIPTransaction) transaction).releaseSem();
      }
    }
  }

  private void hand(SIPResponse response, PeerChannel channel) {
    ServerResponseInterface taker = stack.newSIPServerResponse(response, channel);
    if (taker == null) {
      return;
    }
    try {
      boolean stray =
          taker instanceof SIPClientTransaction transaction && !transaction.checkFromTag(response);
      if (!stray) {
        taker.processResponse(response, channel);
      }
    } finally {
      if (taker instanceof SIPTransaction transaction && !transaction.passToListener()) {
        transaction.releaseSem();
      }
    }
  }
}
