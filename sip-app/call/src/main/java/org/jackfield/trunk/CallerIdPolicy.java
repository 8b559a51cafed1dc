package org.jackfield.trunk;

import java.util.Optional;
import java.util.Set;

/**
 * As whom we call by a trunk.
 *
 * @param from who stands in the From
 * @param domain the host there, where it is not ours
 * @param headers what says besides who calls
 * @param privacy whether the one who is called is told (RFC 3323, RFC 3325 section 9.3)
 */
public record CallerIdPolicy(
    From from, Optional<String> domain, Set<Header> headers, Privacy privacy) {

  /** Copies the set. */
  public CallerIdPolicy {
    headers = Set.copyOf(headers);
  }

  /** Who stands in the From. */
  public enum From {
    /** The caller. */
    CALLER,
    /** The user as whom we are known to the provider. */
    USERNAME
  }

  /** What says besides who calls. */
  public enum Header {
    /** RFC 3325. */
    ASSERTED("P-Asserted-Identity"),
    /** Its forerunner, which some still want. */
    REMOTE_PARTY("Remote-Party-ID");

    private final String text;

    Header(String text) {
      this.text = text;
    }

    /** As it is written in SIP. */
    public String text() {
      return text;
    }
  }

  /** Whether the one who is called is told. */
  public enum Privacy {
    /** Always. */
    OFF,
    /** Not if the caller is {@code anonymous}. */
    CALLER,
    /** Never: the provider alone knows. */
    ALWAYS
  }

  /** Whether a caller wants not to be known: an anonymous one of RFC 3323 or of Twilio. */
  public static boolean isAnonymous(String caller) {
    return switch (caller.toLowerCase(java.util.Locale.ROOT)) {
      case "anonymous", "+266696687", "266696687", "restricted", "+7378742833", "7378742833" ->
          true;
      default -> false;
    };
  }

  /** Whether this caller is not to be shown. */
  public boolean hides(String caller) {
    return switch (privacy) {
      case OFF -> false;
      case CALLER -> isAnonymous(caller);
      case ALWAYS -> true;
    };
  }
}
