package org.jackfield.media.service;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;

/** Addresses of origins, which may hold a name and a password. */
final class OriginAddress {

  private OriginAddress() {}

  /** Credentials go to the host that they were given for, and to no other. */
  static URI withCredentialsOf(URI from, URI to) {
    boolean sameHost =
        from.getRawUserInfo() != null
            && to.getRawUserInfo() == null
            && from.getScheme().equalsIgnoreCase(to.getScheme())
            && from.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
            && from.getPort() == to.getPort();
    return sameHost
        ? URI.create(
            to.toString()
                .replaceFirst("//", Matcher.quoteReplacement("//" + from.getRawUserInfo() + "@")))
        : to;
  }

  /** An address as it is asked for: its credentials go into a header. */
  static URI withoutCredentials(URI address) {
    String plain = address.toString();
    int fragment = plain.indexOf('#');
    plain = fragment < 0 ? plain : plain.substring(0, fragment);
    String credentials = address.getRawUserInfo();
    return URI.create(credentials == null ? plain : plain.replace(credentials + "@", ""));
  }

  /** Its credentials as a header has them. */
  static Optional<String> authorization(URI address) {
    return Optional.ofNullable(address.getRawUserInfo())
        .map(pair -> URLDecoder.decode(pair.replace("+", "%2B"), StandardCharsets.UTF_8))
        .map(pair ->
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  /** An address as it may be shown: without a password, and without a query, which may be one. */
  static String shown(URI address) {
    String plain = withoutCredentials(address).toString();
    int query = plain.indexOf('?');
    return query < 0 ? plain : plain.substring(0, query);
  }
}
