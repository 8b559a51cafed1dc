package org.jackfield.media.sdp;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which way sound goes, seen by the one who describes (RFC 8866 section 6.7). */
public enum Direction {
  /** Both ways. */
  SENDRECV(true, true),
  /** The describer sounds and does not listen: the other is on hold. */
  SENDONLY(true, false),
  /** The describer listens and does not sound. */
  RECVONLY(false, true),
  /** Neither. */
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  /** Whether the describer sounds. */
  public boolean sends() {
    return sends;
  }

  /** Whether the describer listens. */
  public boolean receives() {
    return receives;
  }

  /** What the other side sees, and therefore what an answer may say at most. */
  public Direction mirrored() {
    return of(/* sends= */ receives, /* receives= */ sends);
  }

  /** The describer goes on sounding, if it did, and no longer listens. */
  public Direction deaf() {
    return of(sends, false);
  }

  /** Its attribute in a description. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Direction> ofAttribute(String attribute) {
    return Stream.of(values()).filter(value -> value.attribute().equals(attribute)).findFirst();
  }

  private static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }
}
