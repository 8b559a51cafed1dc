package org.jackfield.sip.container.security;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a URI that says which resource is meant. Phones and proxies differ in parameters and
 * in a port that is the default anyway, so those do not make another resource.
 */
record DigestUri(String user, String host, Optional<String> port) {
  private static final Pattern SIP =
      Pattern.compile(
          "sips?:(?:(?<user>[^@]*)@)?(?<host>\\[[^]]*]|[^:;?@]+)(?::(?<port>\\d{1,5}))?(?:[;?].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

  /** RFC 7616 section 3.4.6: the digest's URI must be of the resource that is asked for. */
  static boolean sameResource(String one, String other) {
    return one.equals(other) || parse(one).flatMap(a -> parse(other).map(a::matches)).orElse(false);
  }

  private boolean matches(DigestUri other) {
    boolean samePort = port.isEmpty() || other.port.isEmpty() || port.equals(other.port);
    return user.equals(other.user) && host.equals(other.host) && samePort;
  }

  private static Optional<DigestUri> parse(String uri) {
    Matcher matcher = SIP.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String user = Optional.ofNullable(matcher.group("user")).orElse("");
    return Optional.of(
        new DigestUri(
            ESCAPE.matcher(user).replaceAll(DigestUri::character),
            matcher.group("host").toLowerCase(Locale.ROOT),
            Optional.ofNullable(matcher.group("port"))));
  }

  private static String character(java.util.regex.MatchResult escape) {
    char decoded = (char) HexFormat.fromHexDigits(escape.group(1));
    return Matcher.quoteReplacement(String.valueOf(decoded));
  }
}
