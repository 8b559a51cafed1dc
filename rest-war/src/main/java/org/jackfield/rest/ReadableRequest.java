package org.jackfield.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request without what cannot be read of its headers. */
final class ReadableRequest extends HttpServletRequestWrapper {

  private static final String ACCEPT = "accept";
  private static final String CONTENT_TYPE = "content-type";
  private static final String ANYTHING = "*/*";

  // Possessive, so that no text takes longer than its length (RFC 9110, 5.6 and 12.4.2)
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String QUOTED = "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\\\P{Cntrl})*+\"";
  private static final String IS = "\\s*+=\\s*+";
  private static final String PARAMETER = TOKEN + IS + "(?:" + TOKEN + "|" + QUOTED + ")";
  private static final String Q = "(?i:q)" + IS;
  private static final String WEIGHT = Q + "(?:0?\\.[0-9]++|0\\.?+|1(?:\\.0*+)?+)";

  private static final Pattern TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "(?:\\s*+;\\s*+(?:" + PARAMETER + ")?+)*+");
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*+charset" + IS + "\"?+([^\\s;\"]*+)");
  private static final Pattern RANGE =
      Pattern.compile(
          ("(?:\\*/\\*|(?!\\*)" + TOKEN + "/" + TOKEN + ")")
              + ("(?:\\s*+;\\s*+(?:" + WEIGHT + "|(?!" + Q + ")" + PARAMETER + ")?+)*+"));

  /** Instead of those of the request, in small letters; null for what is left out. */
  private final Map<String, @Nullable String> instead;

  private ReadableRequest(HttpServletRequest request, Map<String, @Nullable String> instead) {
    super(request);
    this.instead = instead;
  }

  /** The request, or one that says the same but for what cannot be read. */
  static HttpServletRequest of(HttpServletRequest request) {
    Map<String, @Nullable String> instead = new LinkedHashMap<>();
    // Nobody here speaks but one language
    instead.put("accept-language", null);
    instead.put("content-language", null);
    String type = request.getContentType();
    if (type != null && !isType(type.strip())) {
      instead.put(CONTENT_TYPE, null);
    }
    List<String> given = Collections.list(request.getHeaders(ACCEPT));
    List<String> ranges =
        given.stream().flatMap(it -> Arrays.stream(it.split(","))).map(String::strip).toList();
    boolean isReadable = given.isEmpty() || !ranges.isEmpty();
    if (!isReadable || !ranges.stream().allMatch(ReadableRequest::isRange)) {
      instead.put(
          ACCEPT,
          ranges.stream()
              .filter(ReadableRequest::isRange)
              .reduce((one, more) -> one + ", " + more)
              .orElse(ANYTHING));
    }
    boolean same = instead.keySet().stream().allMatch(it -> request.getHeader(it) == null);
    return same ? request : new ReadableRequest(request, instead);
  }

  private static boolean isType(String text) {
    Matcher charset = CHARSET.matcher(text);
    return TYPE.matcher(text).matches() && (!charset.find() || isCharset(charset.group(1)));
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }

  private static boolean isRange(String text) {
    return RANGE.matcher(text).matches();
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(instead.get(name.toLowerCase(Locale.ROOT)));
  }

  private boolean isOther(String name) {
    return instead.containsKey(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isOther(name) ? given(name).orElse(null) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isOther(name)
        ? Collections.enumeration(given(name).stream().toList())
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream()
            .filter(name -> !isOther(name) || given(name).isPresent())
            .toList());
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader(CONTENT_TYPE);
  }
}
