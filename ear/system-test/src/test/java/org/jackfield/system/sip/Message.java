package org.jackfield.system.sip;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP message as it was on the wire, read as far as tests ask.
 *
 * @param text all of it, body included
 * @param back leads to where it came from; messages of a phone's own lead to the server
 */
public record Message(String text, Wire.Way back) {
  private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;\\s>]+)");
  private static final Pattern BRANCH = Pattern.compile(";\\s*branch=([^;,\\s]+)");
  private static final Pattern URI = Pattern.compile("<([^>]+)>");

  public String startLine() {
    return text.substring(0, text.indexOf("\r\n"));
  }

  public boolean isRequest() {
    return !text.startsWith("SIP/2.0 ");
  }

  /** Of the request, or of the one that this answers. */
  public String method() {
    return isRequest() ? startLine().split(" ", 2)[0] : header("CSeq").split("\\s+", 2)[1];
  }

  /** Of a response. */
  public int status() {
    if (isRequest()) {
      throw new AssertionError("A response was expected, not\n" + text);
    }
    return Integer.parseInt(text.substring(8, 11));
  }

  public String requestUri() {
    return startLine().split(" ", 3)[1];
  }

  public int cseq() {
    return Integer.parseInt(header("CSeq").split("\\s+", 2)[0]);
  }

  public String callId() {
    return header("Call-ID");
  }

  public String branch() {
    return group(BRANCH, header("Via"))
        .orElseThrow(() -> new AssertionError("No branch in Via of\n" + text));
  }

  /** The tag of From or To; empty where there is none. */
  public String tag(String header) {
    return group(TAG, header(header)).orElse("");
  }

  /** The address that the other side wants requests of this dialog at. */
  public String contact() {
    return group(URI, header("Contact")).orElseGet(() -> header("Contact"));
  }

  /** The only or first value of a header. */
  public String header(String name) {
    List<String> all = headers(name);
    if (all.isEmpty()) {
      throw new AssertionError("No header " + name + " in\n" + text);
    }
    return all.getFirst();
  }

  /** A header that need not be there. */
  public Optional<String> findHeader(String name) {
    return headers(name).stream().findFirst();
  }

  /** Lines of a header, in their order. */
  public List<String> headers(String name) {
    String start = name.toLowerCase(java.util.Locale.ROOT) + ":";
    return head()
        .lines()
        .skip(1)
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  public String body() {
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? "" : text.substring(end + 4);
  }

  private String head() {
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? text : text.substring(0, end);
  }

  private static Optional<String> group(Pattern pattern, String value) {
    Matcher matcher = pattern.matcher(value);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
