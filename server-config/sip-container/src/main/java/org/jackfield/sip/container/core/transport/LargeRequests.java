package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import org.jackfield.sip.container.Transport;

/**
 * RFC 3261 section 18.1.1: a request too large for a datagram goes by TCP, under the same branch,
 * and by datagram after all where nobody accepts the connection. The transaction above does not
 * notice; what it repeats is held back, since TCP repeats by itself. Any thread may enter.
 */
final class LargeRequests {
  // RFC 3261 section 17.1.1.2: for 64 times T1 a transaction may send again
  private static final long REMEMBERED = Duration.ofSeconds(40).toNanos();
  private static final int MOST = 10_000;

  private final JainStack stack;
  private final int limit;
  private final Map<String, Switched> switched = new ConcurrentHashMap<>();

  LargeRequests(JainStack stack, int limit) {
    this.stack = stack;
    this.limit = limit;
  }

  /** Sends by TCP what is too large, or belongs to what was; says whether it did. */
  boolean take(DatagramConnector from, Outgoing message, InetSocketAddress peer) {
    if (!(message.about() instanceof SIPRequest request)) {
      return false;
    }
    boolean large = message.bytes().length > limit;
    if (!large && switched.isEmpty()) {
      return false;
    }
    String branch = request.getTopmostVia().getBranch();
    Switched before = branch == null ? null : switched.get(branch);
    if (before == null) {
      return large && branch != null && send(from, message, request, peer);
    }
    if (before.fellBack) {
      return false;
    }
    // The same again is held back; its CANCEL or ACK goes the way it went
    return request.getMethod().equals(before.method) || send(from, message, request, peer);
  }

  private boolean send(
      DatagramConnector from, Outgoing message, SIPRequest request, InetSocketAddress peer) {
    Connector stream = stack.connectorBeside(from, Transport.TCP);
    if (stream == null) {
      return false;
    }
    String branch = request.getTopmostVia().getBranch();
    Switched mark =
        switched.computeIfAbsent(
            branch, b -> new Switched(request.getMethod(), System.nanoTime() + REMEMBERED));
    forgetOld();
    try {
      stream.send(
          new Outgoing(
              encode(request, stream), request, peer, () -> fallBack(from, mark, message, peer)),
          peer);
      return true;
    } catch (IOException | InvalidArgumentException e) {
      mark.fellBack = true;
      return false;
    }
  }

  private static byte[] encode(SIPRequest request, Connector stream)
      throws InvalidArgumentException {
    SIPRequest copy = (SIPRequest) request.clone();
    Via ours = stream.getViaHeader();
    copy.getTopmostVia().setPort(ours.getPort());
    return copy.encodeAsBytes(stream.kind().name());
  }

  private static void fallBack(
      DatagramConnector from, Switched mark, Outgoing message, InetSocketAddress peer) {
    mark.fellBack = true;
    try {
      from.sendDatagram(message, peer);
    } catch (IOException e) {
      // it was the last way; the transaction times out
    }
  }

  private void forgetOld() {
    if (switched.size() < MOST / 10) {
      return;
    }
    long now = System.nanoTime();
    Iterator<Switched> all = switched.values().iterator();
    while (all.hasNext()) {
      if (all.next().until - now < 0 || switched.size() > MOST) {
        all.remove();
      }
    }
  }

  private static final class Switched {
    private final String method;
    private final long until;
    private volatile boolean fellBack;

    Switched(String method, long until) {
      this.method = method;
      this.until = until;
    }
  }
}
