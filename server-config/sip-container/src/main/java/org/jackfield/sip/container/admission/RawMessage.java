package org.jackfield.sip.container.admission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A SIP message as it came from the network, read only as far as order and admission need it: which
 * method, which call, which header lines an answer has to repeat. Nothing is decoded until asked
 * for. Unreadable input yields a view with little in it, never an exception.
 */
public final class RawMessage {
  private static final int NOT_THERE = -1;
  private static final int MANY_VIAS = 70;
  private static final Pattern TAG = Pattern.compile("(?i);\\s*tag\\s*=\\s*([^;\\s,]+)");

  private final byte[] bytes;
  private final int end;
  private int firstLineEnd;
  private int headersEnd;
  private Span callId = Span.NONE;
  private Span from = Span.NONE;
  private Span to = Span.NONE;
  private Span cseq = Span.NONE;
  private Span contentLength = Span.NONE;
  private Span userAgent = Span.NONE;
  private Span[] vias = new Span[2];
  private int viaCount;
  private boolean hasCredentials;

  private RawMessage(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Reads the message that these bytes are, which must not change while the view is in use. */
  public static RawMessage read(byte[] bytes) {
    int start = 0;
    // RFC 3261 section 7.5: empty lines before the first are passed over
    while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
      start++;
    }
    RawMessage message =
        new RawMessage(start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length));
    message.scan();
    return message;
  }

  /** All of it, from its first line on. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the header part including the empty line, or 0 when that line has not come. */
  public int headerLength() {
    return headersEnd == NOT_THERE ? 0 : headersEnd;
  }

  public boolean isResponse() {
    return startsWith("SIP/");
  }

  /** Whether the first line begins with this method; methods are case-sensitive. */
  public boolean is(String method) {
    return startsWith(method) && method.length() < firstLineEnd && bytes[method.length()] == ' ';
  }

  /** A request that starts something: no tag in To yet, RFC 3261 section 12.2. */
  public boolean isOutOfDialog() {
    return !isResponse() && !hasParameter(to, "tag");
  }

  public boolean hasCallId() {
    return callId.isThere();
  }

  /** The same number for all messages of one call, whichever form their header name has. */
  public int callHash() {
    int hash = 1;
    for (int i = callId.from; i < callId.to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  public String callId() {
    return text(callId);
  }

  public String from() {
    return text(from);
  }

  public String to() {
    return text(to);
  }

  public String cseq() {
    return text(cseq);
  }

  /** What the sender says that it is, or an empty text. */
  public String userAgent() {
    return text(userAgent);
  }

  /** Whether it answers a challenge, and so is the second half of an attempt already seen. */
  public boolean hasCredentials() {
    return hasCredentials;
  }

  /** Via header values in their order, one per line however many hops a line names. */
  public List<String> vias() {
    return IntStream.range(0, viaCount).mapToObj(i -> text(vias[i])).toList();
  }

  /** The hop that sent this, or nothing where there is no Via. */
  public Optional<TopVia> topVia() {
    return viaCount == 0 ? Optional.empty() : TopVia.of(text(vias[0]));
  }

  /** The tag of To, or an empty text. */
  public String toTag() {
    Matcher tag = TAG.matcher(text(to));
    return tag.find() ? tag.group(1) : "";
  }

  /** The first line without its end. */
  public String firstLine() {
    return text(trimmed(0, firstLineEnd));
  }

  /** Whether all headers are there that RFC 3261 section 8.1.1 asks of every request. */
  public boolean canBeAnswered() {
    return viaCount > 0 && from.isThere() && to.isThere() && callId.isThere() && cseq.isThere();
  }

  /** The body's length as announced: -1 when nothing is said, -2 when it is no number. */
  public int contentLength() {
    if (!contentLength.isThere()) {
      return -1;
    }
    long value = 0;
    for (int i = contentLength.from; i < contentLength.to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -2;
      }
      value = Math.min(Integer.MAX_VALUE, value * 10 + digit);
    }
    return contentLength.from == contentLength.to ? -2 : (int) value;
  }

  private void scan() {
    firstLineEnd = lineEnd(0);
    headersEnd = NOT_THERE;
    int line = next(firstLineEnd);
    while (line < end) {
      int stop = lineEnd(line);
      if (isBlank(line, stop)) {
        headersEnd = next(stop);
        return;
      }
      // RFC 3261 section 7.3.1: a line that starts with white space goes on with the one before
      while (goesOn(next(stop))) {
        stop = lineEnd(next(stop));
      }
      header(line, stop);
      line = next(stop);
    }
  }

  private boolean goesOn(int line) {
    return line < end && (bytes[line] == ' ' || bytes[line] == '\t');
  }

  private void header(int start, int stop) {
    int colon = start;
    while (colon < stop && bytes[colon] != ':') {
      colon++;
    }
    if (colon == stop) {
      return;
    }
    int nameEnd = colon;
    while (nameEnd > start && isSpace(bytes[nameEnd - 1])) {
      nameEnd--;
    }
    switch (nameEnd - start) {
      case 1 -> keep(compact(bytes[start]), colon + 1, stop);
      case 2, 3, 4, 7, 10, 13, 14, 19 -> keep(named(start, nameEnd - start), colon + 1, stop);
      default -> {}
    }
  }

  private static Name compact(byte letter) {
    return switch (letter) {
      case 'i', 'I' -> Name.CALL_ID;
      case 'f', 'F' -> Name.FROM;
      case 't', 'T' -> Name.TO;
      case 'v', 'V' -> Name.VIA;
      case 'l', 'L' -> Name.CONTENT_LENGTH;
      default -> Name.OTHER;
    };
  }

  private Name named(int start, int length) {
    for (Name name : Name.LONG_FORMS) {
      if (name.lower.length() == length && equalsIgnoreCase(start, name.lower)) {
        return name;
      }
    }
    return Name.OTHER;
  }

  private void keep(Name name, int start, int stop) {
    if (name == Name.OTHER) {
      return;
    }
    Span value = trimmed(start, stop);
    switch (name) {
      case CALL_ID -> callId = callId.orElse(value);
      case FROM -> from = from.orElse(value);
      case TO -> to = to.orElse(value);
      case CSEQ -> cseq = cseq.orElse(value);
      case CONTENT_LENGTH -> contentLength = contentLength.orElse(value);
      case USER_AGENT -> userAgent = userAgent.orElse(value);
      case VIA -> addVia(value);
      case AUTHORIZATION, PROXY_AUTHORIZATION -> hasCredentials = true;
      case OTHER -> {}
    }
  }

  private void addVia(Span value) {
    if (viaCount == MANY_VIAS) {
      return;
    }
    if (viaCount == vias.length) {
      vias = Arrays.copyOf(vias, viaCount * 2);
    }
    vias[viaCount++] = value;
  }

  private boolean hasParameter(Span value, String name) {
    boolean quoted = false;
    boolean angled = false;
    for (int i = value.from; i < value.to; i++) {
      byte at = bytes[i];
      if (at == '"' && (i == value.from || bytes[i - 1] != '\\')) {
        quoted = !quoted;
      } else if (!quoted && at == '<') {
        angled = true;
      } else if (!quoted && at == '>') {
        angled = false;
      } else if (at == ';' && !quoted && !angled && isParameter(i + 1, value.to, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isParameter(int start, int stop, String name) {
    int at = start;
    while (at < stop && isSpace(bytes[at])) {
      at++;
    }
    int after = at + name.length();
    return after < stop
        && equalsIgnoreCase(at, name)
        && (bytes[after] == '=' || isSpace(bytes[after]));
  }

  private boolean equalsIgnoreCase(int start, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      int at = bytes[start + i];
      if ((at >= 'A' && at <= 'Z' ? at + 32 : at) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean startsWith(String start) {
    if (start.length() > end) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (bytes[i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int lineEnd(int start) {
    int at = start;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private int next(int lineEnd) {
    return Math.min(end, lineEnd + 1);
  }

  private boolean isBlank(int start, int stop) {
    return start == stop || (stop - start == 1 && bytes[start] == '\r');
  }

  private Span trimmed(int start, int stop) {
    int from = start;
    int to = stop;
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    return new Span(from, to);
  }

  private static boolean isSpace(byte at) {
    return at == ' ' || at == '\t' || at == '\r' || at == '\n';
  }

  private String text(Span span) {
    String text = new String(bytes, span.from, span.to - span.from, StandardCharsets.UTF_8);
    boolean oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    return oneLine ? text : text.replaceAll("[\\r\\n]+[ \\t]*", " ");
  }

  private enum Name {
    CALL_ID("call-id"),
    FROM("from"),
    TO("to"),
    CSEQ("cseq"),
    VIA("via"),
    CONTENT_LENGTH("content-length"),
    USER_AGENT("user-agent"),
    AUTHORIZATION("authorization"),
    PROXY_AUTHORIZATION("proxy-authorization"),
    OTHER("");

    static final Name[] LONG_FORMS = {
      VIA, FROM, TO, CALL_ID, CSEQ, CONTENT_LENGTH, USER_AGENT, AUTHORIZATION, PROXY_AUTHORIZATION
    };

    final String lower;

    Name(String lower) {
      this.lower = lower;
    }
  }

  private record Span(int from, int to) {
    static final Span NONE = new Span(0, 0);

    boolean isThere() {
      return to > from;
    }

    Span orElse(Span other) {
      return isThere() ? this : other;
    }
  }
}
