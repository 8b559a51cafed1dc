package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.admission.RawMessage;
import org.jackfield.sip.container.admission.Reply;

/**
 * The worker's part: parses a message, refuses what SIP does not allow, notes where it came from
 * and hands it to the stack's transactions.
 */
final class Delivery {
  /** A mistake in one of these makes the message meaningless; others are kept unparsed. */
  private static final Set<Class<?>> NEEDED =
      Set.of(
          RequestLine.class,
          StatusLine.class,
          Via.class,
          From.class,
          To.class,
          CallID.class,
          CSeq.class,
          MaxForwards.class,
          Contact.class,
          Route.class,
          RecordRoute.class);

  private static final int USUAL_FORWARDS = 70;

  private final JainStack stack;
  private final Inspection inspection;
  private final Consumer<PeerChannel> broken;
  private final MessageParser parser = new StringMsgParser();

  /**
   * @param broken is told who has sent what is no SIP message
   */
  Delivery(JainStack stack, Consumer<PeerChannel> broken) {
    this.stack = stack;
    this.broken = broken;
    inspection = new Inspection(stack);
  }

  void deliver(PeerChannel from, RawMessage raw) {
    SIPMessage message;
    try {
      message = parse(from, raw);
    } catch (Unacceptable e) {
      refuse(from, raw, e);
      return;
    }
    if (message instanceof SIPRequest request) {
      from.traffic().requestReceived();
      Optional<Inspection.Refusal> refusal = inspection.refusal(request);
      if (refusal.isPresent()) {
        answer(from, raw, refusal.get());
        return;
      }
      markVia(request, from.peer());
      NatContact.rewrite(request, from);
      hand(request, from);
    } else if (message instanceof SIPResponse response) {
      from.traffic().responseReceived(response.getStatusCode());
      NatContact.rewrite(response, from);
      hand(response, from);
    }
  }

  /** A message that the stack sent to itself without the network, or that we made in its stead. */
  void own(PeerChannel from, SIPMessage message) {
    if (message instanceof SIPRequest request) {
      markVia(request, from.peer());
      hand(request, from);
    } else if (message instanceof SIPResponse response) {
      hand(response, from);
    }
  }

  private SIPMessage parse(PeerChannel from, RawMessage raw) throws Unacceptable {
    SIPMessage message;
    try {
      message = parser.parseSIPMessage(raw.bytes(), false, false, Delivery::onMistake);
    } catch (ParseException | RuntimeException e) {
      throw new Unacceptable(400, "Bad Request");
    }
    if (message == null || isIncomplete(message)) {
      throw new Unacceptable(400, "Bad Request");
    }
    addBody(message, raw, from.connector().kind());
    if (message instanceof SIPRequest request) {
      check(request, raw, from.connector().kind());
    }
    return message;
  }

  private static void onMistake(
      ParseException mistake, SIPMessage message, Class<?> header, String line, String all)
      throws ParseException {
    if (header == null || NEEDED.contains(header)) {
      throw mistake;
    }
    message.addUnparsed(line);
  }

  private static boolean isIncomplete(SIPMessage message) {
    return message.getFrom() == null
        || message.getTo() == null
        || message.getCallId() == null
        || message.getCSeq() == null
        || message.getTopmostVia() == null
        || (message instanceof SIPRequest request && request.getRequestLine() == null)
        || (message instanceof SIPResponse response && response.getStatusLine() == null);
  }

  /** RFC 3261 section 18.3: a datagram may be longer than its body, never shorter. */
  private static void addBody(SIPMessage message, RawMessage raw, Transport transport)
      throws Unacceptable {
    byte[] bytes = raw.bytes();
    int start = raw.headerLength() == 0 ? bytes.length : raw.headerLength();
    int rest = bytes.length - start;
    int announced = raw.contentLength();
    if (announced > rest || announced == -2) {
      throw new Unacceptable(400, "Bad Content-Length");
    }
    int length = announced < 0 && transport == Transport.UDP ? rest : Math.max(0, announced);
    if (announced < 0 && transport.isWebSocket()) {
      length = rest;
    }
    if (length > 0) {
      message.setMessageContent(Arrays.copyOfRange(bytes, start, start + length));
    }
  }

  private void check(SIPRequest request, RawMessage raw, Transport transport) throws Unacceptable {
    // The stack's parser takes every version for 2.0
    if (!raw.firstLine().endsWith(" SIP/2.0")) {
      throw new Unacceptable(505, "Version Not Supported");
    }
    if (!request.getMethod().equals(request.getCSeq().getMethod())) {
      throw new Unacceptable(400, "CSeq Names Another Method");
    }
    Via via = request.getTopmostVia();
    if (!transport.name().equalsIgnoreCase(via.getTransport())) {
      if (!transport.isWebSocket()) {
        throw new Unacceptable(400, "Via Names Another Transport");
      }
      setTransport(via, transport);
    }
    if (isOldStyle(via) && stack.isBusy()) {
      throw new Unacceptable(400, "Branch Without z9hG4bK");
    }
    if (raw.headerLength() == 0) {
      throw new Unacceptable(400, "Header Without End");
    }
    checkHeaders(request);
  }

  private static void checkHeaders(SIPRequest request) throws Unacceptable {
    try {
      if (request.getMaxForwards() == null) {
        // RFC 3261 section 16.6 step 3: whoever meets a request without it gives it one
        request.setHeader(new MaxForwards(USUAL_FORWARDS));
      }
      request.checkHeaders();
    } catch (ParseException | InvalidArgumentException e) {
      throw new Unacceptable(400, "Missing Header");
    }
  }

  /** A browser behind a proxy that ends its TLS says WSS where we see WS. */
  private static void setTransport(Via via, Transport transport) {
    try {
      via.setTransport(transport.name());
    } catch (ParseException e) {
      throw new IllegalStateException("Via cannot take " + transport, e);
    }
  }

  /** RFC 2543, for which the stack searches all its transactions. */
  private static boolean isOldStyle(Via via) {
    String branch = via.getBranch();
    return branch == null || !branch.regionMatches(true, 0, "z9hG4bK", 0, 7);
  }

  private void refuse(PeerChannel from, RawMessage raw, Unacceptable reason) {
    broken.accept(from);
    answer(from, raw, new Inspection.Refusal(reason.status, reason.phrase));
  }

  private static void answer(PeerChannel from, RawMessage raw, Inspection.Refusal refusal) {
    Optional<Reply> reply = Reply.to(raw, from.peer());
    reply.ifPresent(r -> from.answer(r, r.bytes(refusal.status(), refusal.phrase())));
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

  private static void setAddresses(SIPMessage message, PeerChannel from) {
    InetSocketAddress peer = from.peer();
    message.setRemoteAddress(peer.getAddress());
    message.setRemotePort(peer.getPort());
    message.setPeerPacketSourceAddress(peer.getAddress());
    message.setPeerPacketSourcePort(peer.getPort());
    message.setLocalAddress(from.connector().getIpAddress());
    message.setLocalPort(from.connector().getPort());
  }

  private void hand(SIPRequest request, PeerChannel from) {
    setAddresses(request, from);
    if (request.getMethod().equals(Request.ACK)) {
      AnswerGate.pass(request.getCallId().getCallId());
    }
    ServerRequestInterface taker = stack.newSIPServerRequest(request, from);
    if (taker == null) {
      return;
    }
    if (taker instanceof SIPServerTransaction transaction) {
      inspection.began(transaction, request);
    }
    try {
      Departure goesOn = OtherSide.of(request, stack);
      if (goesOn == null) {
        process(taker, request, from);
      } else {
        goesOn.during(() -> process(taker, request, from));
      }
    } finally {
      if (taker instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
        ((SIPTransaction) transaction).releaseSem();
      }
    }
  }

  private void process(ServerRequestInterface taker, SIPRequest request, PeerChannel from) {
    if (request.getMethod().equals(Request.PRACK) && isForProxy(request)) {
      stack.withoutDialog(request.getDialogId(true), () -> taker.processRequest(request, from));
    } else {
      taker.processRequest(request, from);
    }
  }

  /** Whether the next to see it is a proxy, by the Record-Route that the core has written. */
  private static boolean isForProxy(SIPRequest request) {
    RouteList routes = request.getRouteHeaders();
    return routes != null
        && !routes.isEmpty()
        && routes.getFirst() instanceof Route next
        && next.getAddress().getURI() instanceof SipURI uri
        && "true".equals(uri.getParameter("proxy"));
  }

  private void hand(SIPResponse response, PeerChannel from) {
    setAddresses(response, from);
    ServerResponseInterface taker = stack.newSIPServerResponse(response, from);
    if (taker == null) {
      return;
    }
    try {
      boolean stray =
          taker instanceof SIPClientTransaction transaction && !transaction.checkFromTag(response);
      if (!stray) {
        taker.processResponse(response, from);
      }
    } finally {
      if (taker instanceof SIPTransaction transaction && !transaction.passToListener()) {
        transaction.releaseSem();
      }
    }
  }

  /** A message that SIP does not allow. */
  private static final class Unacceptable extends Exception {
    private final int status;
    private final String phrase;

    Unacceptable(int status, String phrase) {
      super(phrase, null, false, false);
      this.status = status;
      this.phrase = phrase;
    }
  }
}
