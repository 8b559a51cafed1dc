package org.jackfield.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.Sid;

/**
 * That a user's phone is reached at an address until some moment.
 *
 * @param contact how it named its place, and which device it is; the time it asked for is past
 * @param since when it became true, however often it has been renewed since
 * @param expires when it is no longer true
 * @param callId by which its requests are told from those of another phone
 * @param cseq of the last request, for the order within that
 * @param path by which proxies requests go to it, nearest to us first (RFC 3327)
 * @param userAgent what the phone calls itself, or nothing
 * @param origin where it was heard from
 * @param standing by what right ({@link org.jackfield.admission.Standing}); once the user's is
 *     another, it is not true any more
 */
public record Binding(
    UserAddress address,
    Contact contact,
    Instant since,
    Instant expires,
    String callId,
    long cseq,
    List<String> path,
    String userAgent,
    Origin origin,
    String standing) {

  /** What SIDs of bindings begin with. */
  public static final String KIND = "RG";

  private static final int SID_BYTES = 16;

  /** Keeps the path as it is now. */
  public Binding {
    path = List.copyOf(path);
  }

  /**
   * What it is called outside: the same as long as it is renewed for one place, or by one
   * connection of one device.
   */
  public Sid sid() {
    String place =
        String.join(
            "\n",
            address.toString(),
            contact.instance().orElse(contact.uri()),
            contact.regId().map(String::valueOf).orElse(""));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      return new Sid(KIND + HexFormat.of().formatHex(hash, 0, SID_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }

  /** Whether it is true at a moment. */
  public boolean isAlive(Instant now) {
    return expires.isAfter(now);
  }

  /** Whether a phone that names this contact speaks of this binding. */
  boolean isMeantBy(Contact other, String otherCallId) {
    Optional<String> device = contact.instance();
    if (device.isPresent() && device.equals(other.instance())) {
      // RFC 5626 section 6: a device replaces what it had by that connection, or all that it had
      return other.regId().isEmpty()
          || contact.regId().isEmpty()
          || other.regId().equals(contact.regId());
    }
    return contact.uri().equals(other.uri())
        || (callId.equals(otherCallId) && contact.own().equals(other.own()));
  }

  /** Whether a request is no newer than what is known already. */
  boolean isAsNewAs(String otherCallId, long otherCseq) {
    return callId.equals(otherCallId) && cseq >= otherCseq;
  }
}
