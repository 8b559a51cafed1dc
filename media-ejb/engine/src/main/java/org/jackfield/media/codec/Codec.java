package org.jackfield.media.codec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The codecs that we speak, as RTP knows them (RFC 3551 section 6, RFC 7587). */
public enum Codec {
  /** G.711 µ-law. */
  PCMU("PCMU", 0, 8_000, 8_000, 160),
  /** G.711 A-law. */
  PCMA("PCMA", 8, 8_000, 8_000, 160),
  /** G.722, whose clock is 8 kHz though it carries 16 (RFC 3551 section 4.5.2). */
  G722("G722", 9, 8_000, 16_000, 160),
  /** Opus for voice, 16 kHz inside; its clock is always 48 kHz and it is always called stereo. */
  OPUS("opus", -1, 48_000, 16_000, 1_275),
  /** Linear, 16 kHz. */
  L16("L16", -1, 16_000, 16_000, 640);

  private final String encodingName;
  private final int payloadType;
  private final int clockRate;
  private final int sampleRate;
  private final int maxFrameBytes;

  Codec(String encodingName, int payloadType, int clockRate, int sampleRate, int maxFrameBytes) {
    this.encodingName = encodingName;
    this.payloadType = payloadType;
    this.clockRate = clockRate;
    this.sampleRate = sampleRate;
    this.maxFrameBytes = maxFrameBytes;
  }

  /** The codec that {@code a=rtpmap} names; case does not count. */
  public static Optional<Codec> named(String encodingName, int clockRate) {
    return Stream.of(values())
        .filter(codec -> codec.encodingName.equalsIgnoreCase(encodingName))
        .filter(codec -> codec.clockRate == clockRate)
        .findFirst();
  }

  /** The codec with this payload type where no {@code a=rtpmap} says otherwise. */
  public static Optional<Codec> ofStaticPayloadType(int payloadType) {
    return Stream.of(values())
        .filter(codec -> codec.payloadType >= 0 && codec.payloadType == payloadType)
        .findFirst();
  }

  /** What {@code a=rtpmap} calls it. */
  public String encodingName() {
    return encodingName;
  }

  /** Its payload type by RFC 3551; none where it has to be agreed on. */
  public OptionalInt staticPayloadType() {
    return payloadType < 0 ? OptionalInt.empty() : OptionalInt.of(payloadType);
  }

  /** Ticks of the RTP timestamp in a second. */
  public int clockRate() {
    return clockRate;
  }

  /** Channels that {@code a=rtpmap} tells: Opus says 2, whatever it carries (RFC 7587 7). */
  public int channels() {
    return this == OPUS ? 2 : 1;
  }

  /** Samples a second that its encoder takes and its decoder makes, mono. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Samples of a frame of 20 ms. */
  public int samplesPerFrame() {
    return sampleRate / 50;
  }

  /** How far the RTP timestamp goes in a frame of 20 ms. */
  public int ticksPerFrame() {
    return clockRate / 50;
  }

  /** The most bytes that a frame of 20 ms may become. */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }

  /**
   * How many frames of 20 ms we put into one packet at most. Of Opus one: its frames cannot just be
   * put one behind the other. Linear sound of three would not fit into a packet of an Ethernet.
   */
  public int mostFramesPerPacket() {
    return switch (this) {
      case PCMU, PCMA, G722 -> 3;
      case L16 -> 2;
      case OPUS -> 1;
    };
  }

  /** An encoder for one stream. */
  public Encoder newEncoder() {
    return switch (this) {
      case PCMU ->
          (in, offset, count, out, at) -> {
            G711.encodeMu(in, offset, count, out, at);
            return count;
          };
      case PCMA ->
          (in, offset, count, out, at) -> {
            G711.encodeA(in, offset, count, out, at);
            return count;
          };
      case G722 -> new G722Encoder();
      case OPUS -> new ConcentusEncoder();
      case L16 -> org.jackfield.media.codec.L16::encode;
    };
  }

  /** A decoder for one stream. */
  public Decoder newDecoder() {
    return switch (this) {
      case PCMU ->
          new ConcealingDecoder(
              sampleRate,
              (in, offset, count, out, at) -> {
                int samples = Math.min(count, out.length - at);
                G711.decodeMu(in, offset, samples, out, at);
                return samples;
              });
      case PCMA ->
          new ConcealingDecoder(
              sampleRate,
              (in, offset, count, out, at) -> {
                int samples = Math.min(count, out.length - at);
                G711.decodeA(in, offset, samples, out, at);
                return samples;
              });
      case G722 -> new ConcealingDecoder(sampleRate, new G722Decoder()::decode);
      case OPUS -> new ConcentusDecoder();
      case L16 ->
          new ConcealingDecoder(
              sampleRate,
              (in, offset, count, out, at) ->
                  org.jackfield.media.codec.L16.decode(
                      in, offset, Math.min(count, 2 * (out.length - at)), out, at));
    };
  }
}
