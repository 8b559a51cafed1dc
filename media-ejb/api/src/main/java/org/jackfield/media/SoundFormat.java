package org.jackfield.media;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The forms in which the media layer keeps sound, each ready to be sent to a leg: mono, and without
 * a header. The order is that of width.
 */
public enum SoundFormat {
  /** G.711 µ-law, one byte a sample: what a telephone leg takes as it is. */
  PCMU_8000("audio/basic", "pcmu", 8_000, 1),
  /** 16 bit, most significant byte first (RFC 3551 section 4.5.11), for G.722 and Opus. */
  L16_16000("audio/L16;rate=16000", "l16-16", 16_000, 2),
  /** 16 bit, most significant byte first, for full-band Opus. */
  L16_48000("audio/L16;rate=48000", "l16-48", 48_000, 2);

  /** The length of a frame in milliseconds, everywhere. */
  public static final int FRAME_MILLIS = 20;

  private final String contentType;
  private final String suffix;
  private final int sampleRate;
  private final int bytesPerSample;

  SoundFormat(String contentType, String suffix, int sampleRate, int bytesPerSample) {
    this.contentType = contentType;
    this.suffix = suffix;
    this.sampleRate = sampleRate;
    this.bytesPerSample = bytesPerSample;
  }

  /** The MIME type in which it is asked for and answered. */
  public String contentType() {
    return contentType;
  }

  /** Its short name in an address. */
  public String suffix() {
    return suffix;
  }

  /** Samples a second. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Bytes a sample. */
  public int bytesPerSample() {
    return bytesPerSample;
  }

  /** Bytes of a frame of 20 ms. */
  public int bytesPerFrame() {
    return sampleRate / 1_000 * FRAME_MILLIS * bytesPerSample;
  }

  /** Milliseconds that so many bytes sound. */
  public long millis(long bytes) {
    return bytes * 1_000 / ((long) sampleRate * bytesPerSample);
  }

  /** The format with this short name. */
  public static Optional<SoundFormat> ofSuffix(String suffix) {
    return Stream.of(values()).filter(format -> format.suffix.equals(suffix)).findFirst();
  }
}
