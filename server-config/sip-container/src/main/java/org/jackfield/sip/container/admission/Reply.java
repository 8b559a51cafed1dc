package org.jackfield.sip.container.admission;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An answer made of nothing but the lines of the request, RFC 3261 section 8.2.7: no parser, no
 * transaction. It says the same each time the request comes again, and its tag tells the ACK that
 * follows.
 */
public final class Reply {
  private static final String TAG = "jf-no-";

  private final RawMessage request;
  private final InetSocketAddress source;
  private final TopVia via;

  private Reply(RawMessage request, InetSocketAddress source, TopVia via) {
    this.request = request;
    this.source = source;
    this.via = via;
  }

  /**
   * An answer to this request, or nothing where it lacks a header that the answer has to repeat or
   * must not be answered: a response, an ACK.
   */
  public static Optional<Reply> to(RawMessage request, InetSocketAddress source) {
    if (request.isResponse() || request.is("ACK") || !request.canBeAnswered()) {
      return Optional.empty();
    }
    return request.topVia().map(via -> new Reply(request, source, via));
  }

  /** Whether this is the ACK to such an answer, which nobody waits for. */
  public static boolean isAcknowledgedBy(RawMessage message) {
    return message.is("ACK") && message.toTag().startsWith(TAG);
  }

  /**
   * Where it goes when the request came by datagram: RFC 3261 section 18.2.2, the port of sent-by
   * at the address that sent, or RFC 3581 section 4, the very port that sent.
   */
  public InetSocketAddress target() {
    if (via.asksForPort()) {
      return source;
    }
    return new InetSocketAddress(source.getAddress(), via.port() == 0 ? 5060 : via.port());
  }

  /**
   * The whole message.
   *
   * @param lines more header lines, without their ends
   */
  public byte[] bytes(int status, String reason, String... lines) {
    StringBuilder text = new StringBuilder(512);
    text.append("SIP/2.0 ").append(status).append(' ').append(reason).append("\r\n");
    List<String> vias = request.vias();
    text.append("Via: ").append(via.marked(source));
    text.append(vias.getFirst().substring(via.text().length())).append("\r\n");
    vias.stream().skip(1).forEach(line -> text.append("Via: ").append(line).append("\r\n"));
    text.append("From: ").append(request.from()).append("\r\n");
    text.append("To: ").append(request.to());
    if (request.isOutOfDialog()) {
      text.append(";tag=").append(TAG).append(fingerprint());
    }
    text.append("\r\nCall-ID: ").append(request.callId()).append("\r\n");
    text.append("CSeq: ").append(request.cseq()).append("\r\n");
    for (String line : lines) {
      text.append(line).append("\r\n");
    }
    return text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private String fingerprint() {
    CRC32 sum = new CRC32();
    sum.update(request.callId().getBytes(StandardCharsets.UTF_8));
    sum.update(via.branch().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
