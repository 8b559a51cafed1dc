package org.jackfield.media.sdp;

import java.util.Optional;
import org.jackfield.media.codec.Codec;

/** Which numbers codecs have in descriptions. */
final class PayloadTypes {

  static final int LAST = 127;

  private static final int OPUS = 111;
  private static final int L16 = 112;
  private static final int EVENTS_TELEPHONE = 101;
  private static final int EVENTS_OPUS = 110;
  private static final int TELEPHONE_CLOCK = 8_000;

  private PayloadTypes() {}

  /** The number by RFC 3551, or the one that our offers give. */
  static int ours(Codec codec) {
    return codec.staticPayloadType().orElse(codec == Codec.OPUS ? OPUS : L16);
  }

  /** The number that our offers give telephone events of a clock rate. */
  static int ofEvents(int clockRate) {
    return switch (clockRate) {
      case TELEPHONE_CLOCK -> EVENTS_TELEPHONE;
      case 48_000 -> EVENTS_OPUS;
      default -> EVENTS_TELEPHONE + 1;
    };
  }

  /** The value of an {@code rtpmap}. */
  static String rtpmap(Codec codec) {
    return codec.encodingName()
        + "/"
        + codec.clockRate()
        + (codec.channels() > 1 ? "/" + codec.channels() : "");
  }

  /** The codec that an {@code rtpmap} means. */
  static Optional<Codec> codec(MediaLine.RtpMap map) {
    return Codec.named(map.name(), map.clockRate())
        .filter(codec -> codec.channels() == map.channels());
  }
}
