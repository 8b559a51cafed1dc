package org.jackfield.sip.container.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an authentication header as RFC 7235 section 2.1 writes it: a scheme, then either a
 * token68 or parameters. Names of parameters are in lower case, values without quotes and escapes.
 */
public record AuthenticationFields(
    String scheme, Optional<String> token68, Map<String, String> parameters) {

  private static final int LONGEST = 8192;
  private static final int MOST_PARAMETERS = 32;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String TOKEN68_MARKS = "-._~+/";

  public AuthenticationFields {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads one challenge or one set of credentials; SIP never joins several by commas (RFC 3261
   * section 7.3.1).
   */
  public static AuthenticationFields parse(String value) throws MalformedHeaderException {
    return new Reader(value).read();
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String require(String name) throws MalformedHeaderException {
    return get(name).orElseThrow(() -> new MalformedHeaderException("No " + name));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isToken(char c) {
    return isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private static boolean isToken68(char c) {
    return isLetterOrDigit(c) || TOKEN68_MARKS.indexOf(c) >= 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Goes over the text once. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    AuthenticationFields read() throws MalformedHeaderException {
      if (text.length() > LONGEST) {
        throw new MalformedHeaderException("Longer than " + LONGEST + " characters");
      }
      skipSpace();
      String scheme = token("scheme");
      boolean spaced = skipSpace();
      if (atEnd()) {
        return new AuthenticationFields(scheme, Optional.empty(), Map.of());
      }
      if (!spaced) {
        throw fault("space after the scheme");
      }
      Optional<String> single = token68();
      return single.isPresent()
          ? new AuthenticationFields(scheme, single, Map.of())
          : new AuthenticationFields(scheme, Optional.empty(), parameters());
    }

    private Optional<String> token68() {
      int end = at;
      while (end < text.length() && isToken68(text.charAt(end))) {
        end++;
      }
      int first = end;
      while (end < text.length() && text.charAt(end) == '=') {
        end++;
      }
      if (first == at || !text.substring(end).isBlank()) {
        return Optional.empty();
      }
      return Optional.of(text.substring(at, end));
    }

    private Map<String, String> parameters() throws MalformedHeaderException {
      Map<String, String> found = new LinkedHashMap<>();
      do {
        skipSpace();
        String name = token("parameter name").toLowerCase(Locale.ROOT);
        skipSpace();
        expect('=');
        skipSpace();
        String value = !atEnd() && text.charAt(at) == '"' ? quotedString() : token("value");
        if (found.put(name, value) != null) {
          throw new MalformedHeaderException("Parameter " + name + " is there twice");
        }
        if (found.size() > MOST_PARAMETERS) {
          throw new MalformedHeaderException("More than " + MOST_PARAMETERS + " parameters");
        }
        skipSpace();
      } while (comma());
      return found;
    }

    private boolean comma() throws MalformedHeaderException {
      if (atEnd()) {
        return false;
      }
      expect(',');
      return true;
    }

    private String quotedString() throws MalformedHeaderException {
      StringBuilder value = new StringBuilder();
      at++;
      while (!atEnd()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return value.toString();
        }
        if (c == '\\' && !atEnd()) {
          c = text.charAt(at++);
        }
        // A control character in a name or nonce would travel into logs and other headers.
        if (Character.isISOControl(c) && c != '\t') {
          throw fault("printable text");
        }
        value.append(c);
      }
      throw fault("closing quote");
    }

    private String token(String what) throws MalformedHeaderException {
      int start = at;
      while (!atEnd() && isToken(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw fault(what);
      }
      return text.substring(start, at);
    }

    private boolean skipSpace() {
      int start = at;
      while (!atEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
      return at > start;
    }

    private void expect(char wanted) throws MalformedHeaderException {
      if (atEnd() || text.charAt(at) != wanted) {
        throw fault("'" + wanted + "'");
      }
      at++;
    }

    private boolean atEnd() {
      return at >= text.length();
    }

    private MalformedHeaderException fault(String expected) {
      return new MalformedHeaderException("Expected " + expected + " at character " + at);
    }
  }
}
