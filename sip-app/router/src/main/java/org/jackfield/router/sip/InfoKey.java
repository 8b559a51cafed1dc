package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key pressed by SIP INFO: {@code application/dtmf-relay} with a line {@code Signal=5}, or {@code
 * application/dtmf} with the key alone.
 */
final class InfoKey {

  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^\\s*signal\\s*=\\s*([0-9A-D*#]|1[01])\\s*$");
  private static final Pattern ALONE = Pattern.compile("\\s*([0-9A-Da-d*#]|1[01])\\s*");

  private InfoKey() {}

  static Optional<Character> of(SipServletRequest info) throws IOException {
    byte[] content = info.getRawContent();
    String type = info.getContentType();
    if (content == null || type == null) {
      return Optional.empty();
    }
    String text = new String(content, StandardCharsets.UTF_8);
    return switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/dtmf-relay" -> key(SIGNAL.matcher(text), false);
      case "application/dtmf" -> key(ALONE.matcher(text), true);
      default -> Optional.empty();
    };
  }

  private static Optional<Character> key(Matcher matcher, boolean whole) {
    if (whole ? !matcher.matches() : !matcher.find()) {
      return Optional.empty();
    }
    // Some phones send the event numbers of RFC 4733 for the two signs
    return Optional.of(
        switch (matcher.group(1)) {
          case "10" -> '*';
          case "11" -> '#';
          default -> Character.toUpperCase(matcher.group(1).charAt(0));
        });
  }
}
