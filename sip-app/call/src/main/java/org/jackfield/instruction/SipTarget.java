package org.jackfield.instruction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A SIP address and the headers that are written behind it, {@code
 * sip:desk@example.com?X-Ticket=42}.
 *
 * @param address without the headers
 * @param headers that may be sent with the INVITE, in order
 * @param refused what cannot be sent: nobody may set a header of SIP's own, or begin another line
 */
public record SipTarget(
    String address, List<Map.Entry<String, String>> headers, List<String> refused) {

  private static final Set<String> WITHOUT_X =
      Set.of("user-to-user", "remote-party-id", "p-preferred-identity", "p-called-party-id");

  /** Copies the lists. */
  public SipTarget {
    headers = List.copyOf(headers);
    refused = List.copyOf(refused);
  }

  /** Takes the two apart. */
  public static SipTarget read(String whole) {
    int query = whole.indexOf('?');
    if (query < 0) {
      return new SipTarget(whole, List.of(), List.of());
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String pair : whole.substring(query + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isPresent() && value.isPresent() && isAllowed(name.get(), value.get())) {
        headers.add(Map.entry(name.get(), value.get()));
      } else {
        refused.add(pair);
      }
    }
    return new SipTarget(whole.substring(0, query), headers, refused);
  }

  private static boolean isAllowed(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.matches("[A-Za-z0-9.!%*_+`'~-]+")
        && (lower.startsWith("x-") || WITHOUT_X.contains(lower))
        // A line break would be the beginning of another header
        && value.chars().noneMatch(c -> c < ' ' || c == 127);
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
