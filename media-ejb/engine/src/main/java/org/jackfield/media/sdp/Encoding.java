package org.jackfield.media.sdp;

import java.util.Optional;
import java.util.stream.Stream;

/** The encodings of voice that can be agreed on. */
public enum Encoding {
  /** G.711 µ-law. */
  PCMU("PCMU", 8_000, 8_000, 1, 0),
  /** G.711 A-law. */
  PCMA("PCMA", 8_000, 8_000, 1, 8),
  /** G.722: its clock is said to be 8,000, and it samples 16,000 (RFC 3551 section 4.5.2). */
  G722("G722", 8_000, 16_000, 1, 9),
  /** Opus: always described with 48,000 and two channels (RFC 7587 section 7). */
  OPUS("opus", 48_000, 48_000, 2, 111),
  /** 16 bit linear at 16,000. */
  L16_16000("L16", 16_000, 16_000, 1, 112),
  /** 16 bit linear at 8,000. */
  L16_8000("L16", 8_000, 8_000, 1, 113);

  private static final int FIRST_DYNAMIC = 96;

  private final String encodingName;
  private final int clockRate;
  private final int sampleRate;
  private final int channels;
  private final int usualPayloadType;

  Encoding(String encodingName, int clockRate, int sampleRate, int channels, int payloadType) {
    this.encodingName = encodingName;
    this.clockRate = clockRate;
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.usualPayloadType = payloadType;
  }

  /** Ticks a second of the RTP timestamp. */
  public int clockRate() {
    return clockRate;
  }

  /** Samples a second of the sound. */
  public int sampleRate() {
    return sampleRate;
  }

  /** The number it has by RFC 3551, or the one that our offers give it. */
  public int usualPayloadType() {
    return usualPayloadType;
  }

  /** Its value in an {@code rtpmap}. */
  public String rtpmap() {
    return encodingName + "/" + clockRate + (channels > 1 ? "/" + channels : "");
  }

  /** What RFC 3551 section 6 calls a payload type that no {@code rtpmap} explains. */
  static Optional<Encoding> ofStatic(int payloadType) {
    return Stream.of(values())
        .filter(value -> value.usualPayloadType == payloadType && payloadType < FIRST_DYNAMIC)
        .findFirst();
  }

  static Optional<Encoding> ofRtpmap(String name, int clockRate, int channels) {
    return Stream.of(values())
        .filter(value -> value.encodingName.equalsIgnoreCase(name))
        .filter(value -> value.clockRate == clockRate && value.channels == channels)
        .findFirst();
  }
}
