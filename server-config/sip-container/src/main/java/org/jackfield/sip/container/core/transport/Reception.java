package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.sip.message.Request;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.admission.AdmissionGate;
import org.jackfield.sip.container.admission.RawMessage;
import org.jackfield.sip.container.admission.Reply;
import org.jackfield.sip.container.ban.Bans;
import org.jackfield.sip.container.ban.Doorkeeper;
import org.jackfield.sip.container.ban.Grounds;

/**
 * Where every message comes in, whatever carried it: the receiving thread reads as much as tells
 * its call, asks the gate, and puts the message in that call's stripe. What is refused costs no
 * parser, no transaction and no place in the queue. Any thread may enter.
 */
final class Reception {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final JainStack stack;
  private final Stripes stripes;
  private final AdmissionGate gate;
  private final Bans bans;
  private final Doorkeeper doorkeeper;
  private final Flows flows;
  private final Troubles troubles;
  private final Delivery delivery;
  private final LargeRequests largeRequests;
  private final LongAdder rejected = new LongAdder();

  Reception(
      JainStack stack,
      Stripes stripes,
      AdmissionGate gate,
      Bans bans,
      Flows flows,
      LargeRequests largeRequests,
      Troubles troubles) {
    this.stack = stack;
    this.stripes = stripes;
    this.gate = gate;
    this.bans = bans;
    this.doorkeeper = new Doorkeeper(bans);
    this.flows = flows;
    this.troubles = troubles;
    this.largeRequests = largeRequests;
    this.delivery = new Delivery(stack, this::broken);
  }

  SIPTransactionStack stack() {
    return stack;
  }

  Troubles troubles() {
    return troubles;
  }

  LargeRequests largeRequests() {
    return largeRequests;
  }

  Flows flows() {
    return flows;
  }

  /** Takes one message, whose bytes must not change any more. */
  void take(PeerChannel from, byte[] bytes) {
    // RFC 3261 section 7.5: empty lines before a message say nothing, nor do they alone
    if (isEmpty(bytes) || isShutOut(from)) {
      return;
    }
    RawMessage raw = RawMessage.read(bytes);
    if (doorkeeper.turnsAway(from.peer().getAddress(), from.isReliable(), raw)) {
      bans.dropped();
      return;
    }
    int call = raw.callHash();
    switch (gate.judge(raw, stripes.watch(call), stripes.waitNanos(call), stripes.queued())) {
      case ADMIT -> stripes.add(call, () -> delivery.deliver(from, raw));
      case REFUSE -> refuse(from, raw);
      case SWALLOW, DROP -> {}
    }
  }

  /** Whether nothing is taken from this peer; what it sends is dropped unread. */
  boolean isShutOut(PeerChannel from) {
    if (!bans.isBanned(from.peer().getAddress())) {
      return false;
    }
    bans.dropped();
    return true;
  }

  /** Counts what is no SIP message against who sent it. */
  private void broken(PeerChannel from) {
    from.traffic().parseError();
    bans.failed(from.peer().getAddress(), Grounds.MALFORMED, from.isReliable());
  }

  /**
   * Waits while there is no room for any message at all: what a stream carries is not dropped,
   * since nobody would send it again.
   */
  void awaitRoom() {
    while (gate.isFull(stripes.queued()) && !stripes.isShutdown()) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Whether this is an address of our own, so that no network is needed to get there. */
  boolean isOurs(Transport transport, InetSocketAddress address) {
    return stack.isOurs(transport, address);
  }

  /** The connector that reaches this address: this one, if it can. */
  Connector reaching(InetAddress target, Connector chosen) {
    return stack.reaching(target, chosen);
  }

  /** The connector by which a request leaves: what its call asks for, else this one. */
  Connector departure(SIPRequest request, Connector usual) {
    if (request.getMethod().equals(Request.CANCEL)) {
      // RFC 3261 section 9.1: it has the Via of what it cancels, and goes the same way
      Via via = request.getTopmostVia();
      return stack.connectors().stream()
          .filter(each -> each.kind() == usual.kind())
          .filter(each -> each.isAnnouncedAs(OwnNames.bare(via.getHost()), via.getPort()))
          .findFirst()
          .orElse(usual);
    }
    return Departure.of(request.getCallId().getCallId(), usual, stack.connectors());
  }

  /** Lets a message that goes out by this connector name it. */
  void nameUs(SIPMessage message, Connector sender) {
    OwnNames.correct(message, sender, stack);
  }

  /** Hands a message that did not come from the network to the worker of its call. */
  void takeOwn(PeerChannel from, SIPMessage message) {
    stripes.add(Stripes.hashOf(message.getCallId().getCallId()), () -> delivery.own(from, message));
  }

  /** Answers what broke a stream, as far as it can be answered. */
  void refuseUnreadable(PeerChannel from, byte[] bytes, String reason) {
    broken(from);
    Reply.to(RawMessage.read(bytes), from.peer())
        .ifPresent(reply -> from.answer(reply, reply.bytes(400, reason)));
  }

  /** Requests that the gate has refused, whatever they came by. */
  long rejected() {
    return rejected.sum();
  }

  private void refuse(PeerChannel from, RawMessage raw) {
    from.traffic().requestReceived();
    from.traffic().rejected();
    rejected.increment();
    Optional<Reply> reply = Reply.to(raw, from.peer());
    reply.ifPresent(r -> from.answer(r, r.bytes(503, "Service Unavailable", gate.retryAfter())));
  }

  private static boolean isEmpty(byte[] bytes) {
    for (byte at : bytes) {
      if (at != '\r' && at != '\n' && at != 0) {
        return false;
      }
    }
    return true;
  }
}
