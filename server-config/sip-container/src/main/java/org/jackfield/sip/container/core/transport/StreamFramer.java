package org.jackfield.sip.container.core.transport;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jackfield.sip.container.admission.RawMessage;

/**
 * Cuts a byte stream into messages by Content-Length, RFC 3261 section 18.3. One thread feeds it.
 */
final class StreamFramer {
  private static final int START_SIZE = 2048;

  private final int largest;
  private final Consumer<byte[]> messages;
  private final Runnable pings;
  private byte[] buffer = new byte[START_SIZE];
  private int length;
  private int searched;
  private int announced = -1;
  private int emptyLineBytes;

  /**
   * @param largest bytes of the largest message taken
   * @param messages gets each whole message in an array of its own
   * @param pings is told of each double CRLF between messages, RFC 5626 section 4.4.1
   */
  StreamFramer(int largest, Consumer<byte[]> messages, Runnable pings) {
    this.largest = largest;
    this.messages = messages;
    this.pings = pings;
  }

  /**
   * Takes what came next.
   *
   * @throws Unframed where the end of a message cannot be known, so that nothing after it can be
   */
  void feed(byte[] bytes, int count) throws Unframed {
    append(bytes, count);
    int start = 0;
    while (true) {
      start = skipEmptyLines(start);
      int end = messageEnd(start);
      if (end < 0) {
        break;
      }
      messages.accept(Arrays.copyOfRange(buffer, start, end));
      start = end;
      searched = start;
      announced = -1;
    }
    drop(start);
  }

  private void append(byte[] bytes, int count) {
    if (length + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 2));
    }
    System.arraycopy(bytes, 0, buffer, length, count);
    length += count;
  }

  private void drop(int count) {
    if (count > 0) {
      System.arraycopy(buffer, count, buffer, 0, length - count);
      length -= count;
      searched = Math.max(0, searched - count);
      if (announced >= 0) {
        announced -= count;
      }
    }
    if (length == 0 && buffer.length > 4 * START_SIZE) {
      buffer = new byte[START_SIZE];
    }
  }

  private int skipEmptyLines(int from) {
    int at = from;
    while (at < length && (buffer[at] == '\r' || buffer[at] == '\n')) {
      at++;
      emptyLineBytes++;
      if (emptyLineBytes == 4) {
        emptyLineBytes = 0;
        pings.run();
      }
    }
    if (at < length) {
      emptyLineBytes = 0;
    }
    return at;
  }

  /** The index after the message that begins at {@code start}, or -1 when it is not whole yet. */
  private int messageEnd(int start) throws Unframed {
    if (announced < 0) {
      int headerEnd = headerEnd(start);
      if (headerEnd < 0) {
        if (length - start > largest) {
          throw new Unframed("Message Too Large", buffer, start, length);
        }
        return -1;
      }
      announced = headerEnd + bodyLength(start, headerEnd);
    }
    return announced <= length ? announced : -1;
  }

  private int headerEnd(int start) {
    int at = Math.max(start, searched - 3);
    for (; at < length; at++) {
      if (buffer[at] == '\n' && isEmptyLineAfter(start, at)) {
        return at + 1;
      }
    }
    searched = length;
    return -1;
  }

  /** Whether the line that ends at this LF is empty. */
  private boolean isEmptyLineAfter(int start, int at) {
    int before = at - 1;
    if (before >= start && buffer[before] == '\r') {
      before--;
    }
    return before >= start && buffer[before] == '\n';
  }

  private int bodyLength(int start, int headerEnd) throws Unframed {
    byte[] header = Arrays.copyOfRange(buffer, start, headerEnd);
    int body = RawMessage.read(header).contentLength();
    if (body == -2) {
      throw new Unframed("Bad Content-Length", buffer, start, headerEnd);
    }
    if (headerEnd - start + (long) Math.max(0, body) > largest) {
      throw new Unframed("Message Too Large", buffer, start, headerEnd);
    }
    return Math.max(0, body);
  }

  /** A stream in which the next message cannot be found any more; its connection has to end. */
  static final class Unframed extends Exception {
    private final String phrase;
    private final byte[] seen;

    Unframed(String phrase, byte[] buffer, int from, int to) {
      super(phrase, null, false, false);
      this.phrase = phrase;
      this.seen = Arrays.copyOfRange(buffer, from, to);
    }

    /** What an answer may say about it. */
    String phrase() {
      return phrase;
    }

    /** What was read of the message that broke the stream. */
    byte[] seen() {
      return seen;
    }
  }
}
