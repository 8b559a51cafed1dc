package org.jackfield.media.rtp;

import java.util.Arrays;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.G711;
import org.jackfield.media.codec.L16;
import org.jackfield.media.codec.Resampler;
import org.jspecify.annotations.Nullable;

/** Makes payloads of sounds, in the codec that the leg speaks. Of one leg, on its ticker. */
final class Outlet {

  private static final int MOST_SAMPLES = 960;

  private final Codec codec;
  private final Encoder encoder;
  private final byte[] raw = new byte[SoundFormat.L16_48000.bytesPerFrame()];
  // What a telephone plays needs neither: they are made when they are
  private short @Nullable [] samples;
  private short @Nullable [] resampled;
  private @Nullable Resampler resampler;
  private int resamplesFrom;

  Outlet(Codec codec) {
    this.codec = codec;
    encoder = codec.newEncoder();
  }

  Codec codec() {
    return codec;
  }

  /** Room for a frame of a sound. */
  byte[] raw() {
    return raw;
  }

  /**
   * Encodes the frame in {@link #raw}, the rest of which is silence.
   *
   * @return bytes written, 0 where this frame need not be sent
   */
  int encode(SoundFormat format, int filled, byte[] out, int at) {
    int count = format.bytesPerFrame();
    Arrays.fill(raw, filled, count, format == SoundFormat.PCMU_8000 ? G711.MU_SILENCE : 0);
    if (format != SoundFormat.PCMU_8000) {
      short[] linear = samples();
      L16.decode(raw, 0, count, linear, 0);
      return encode(linear, 0, format.sampleRate(), out, at);
    }
    return switch (codec) {
      case PCMU -> {
        System.arraycopy(raw, 0, out, at, count);
        yield count;
      }
      case PCMA -> {
        G711.muToA(raw, 0, count, out, at);
        yield count;
      }
      case G722, OPUS, L16 -> {
        short[] linear = samples();
        G711.decodeMu(raw, 0, count, linear, 0);
        yield encode(linear, 0, format.sampleRate(), out, at);
      }
    };
  }

  /** Encodes 20 ms of samples. */
  int encode(short[] frame, int offset, int sampleRate, byte[] out, int at) {
    int count = sampleRate / 50;
    if (sampleRate == codec.sampleRate()) {
      return encoder.encode(frame, offset, count, out, at);
    }
    Resampler between = resampler;
    if (between == null || resamplesFrom != sampleRate) {
      between = new Resampler(sampleRate, codec.sampleRate());
      resampler = between;
      resamplesFrom = sampleRate;
    }
    short[] other = resampled;
    if (other == null) {
      other = new short[MOST_SAMPLES];
      resampled = other;
    }
    int made = between.resample(frame, offset, count, other, 0);
    return encoder.encode(other, 0, made, out, at);
  }

  /** A frame of silence. */
  int silence(byte[] out, int at) {
    return encode(SoundFormat.PCMU_8000, 0, out, at);
  }

  /** Room for 20 ms of samples. */
  short[] samples() {
    short[] some = samples;
    if (some == null) {
      some = new short[MOST_SAMPLES];
      samples = some;
    }
    return some;
  }
}
