package org.jackfield.sip.container.core.transport;

import java.nio.charset.StandardCharsets;

/**
 * The core writes the address that it has found for a domain into a Route of its own, as a note to
 * the stack. It is nobody else's business: RFC 3261 section 16.6 knows no such route, and a strict
 * peer would send the request back.
 */
final class ResolvedRoute {
  private static final byte[] LINE = ascii("\r\nRoute: <");
  private static final byte[] MARK = ascii(";dns_route=true");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private ResolvedRoute() {}

  /** The same message without that note, or the message itself if there is none. */
  static byte[] removedFrom(byte[] message) {
    int line =
        message.length == 0 || isResponse(message) ? -1 : find(message, LINE, 0, headEnd(message));
    if (line < 0) {
      return message;
    }
    int value = line + LINE.length - 1;
    int close = find(message, ascii(">"), value, message.length);
    if (close < 0 || find(message, MARK, value, close) < 0) {
      return message;
    }
    boolean more = close + 1 < message.length && message[close + 1] == ',';
    int from = more ? value : line;
    int to = more ? close + 2 : close + 1;
    byte[] without = new byte[message.length - (to - from)];
    System.arraycopy(message, 0, without, 0, from);
    System.arraycopy(message, to, without, from, message.length - to);
    return without;
  }

  private static boolean isResponse(byte[] message) {
    return message.length > 3 && message[0] == 'S' && message[3] == '/';
  }

  private static int headEnd(byte[] message) {
    int end = find(message, HEAD_END, 0, message.length);
    return end < 0 ? message.length : end;
  }

  /** Where these bytes begin between two places, -1 if nowhere. */
  private static int find(byte[] in, byte[] wanted, int from, int to) {
    for (int at = from; at <= to - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && in[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
