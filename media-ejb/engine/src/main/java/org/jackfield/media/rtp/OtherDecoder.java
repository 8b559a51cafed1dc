package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.codec.Resampler;

/**
 * Decodes what the peer says by another codec than the first that was agreed on, at the sample rate
 * of the first. One stream, one thread.
 */
final class OtherDecoder implements Decoder {

  // What a resampler takes at a time
  private static final int PART = 960;

  private final Decoder decoder;
  private final Resampler between;
  private final int theirRate;
  private final int rate;
  private final short[] decoded;

  /** For a rate in hertz, and packets of so many samples of it at most. */
  OtherDecoder(Codec by, int rate, int mostSamples) {
    decoder = by.newDecoder();
    theirRate = by.sampleRate();
    this.rate = rate;
    between = new Resampler(theirRate, rate);
    decoded = new short[(int) ((long) mostSamples * theirRate / rate)];
  }

  @Override
  public int decode(byte[] in, int offset, int count, short[] out, int at) {
    return resample(decoder.decode(in, offset, count, decoded, 0), out, at);
  }

  @Override
  public void conceal(short[] out, int at, int count) {
    int wanted = Math.min(decoded.length, (int) ((long) count * theirRate / rate));
    decoder.conceal(decoded, 0, wanted);
    for (int i = at + resample(wanted, out, at); i < at + count; i++) {
      out[i] = 0;
    }
  }

  private int resample(int samples, short[] out, int at) {
    // One more than the ratio says may become of a part
    int room = (int) ((long) (out.length - at - 1) * theirRate / rate);
    int most = Math.min(samples, Math.max(0, room));
    int made = 0;
    for (int done = 0; done < most; done += PART) {
      made += between.resample(decoded, done, Math.min(PART, most - done), out, at + made);
    }
    return made;
  }
}
