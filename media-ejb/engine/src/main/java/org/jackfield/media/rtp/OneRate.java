package org.jackfield.media.rtp;

import org.jackfield.media.codec.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of 20 ms of any sample rate into those of one, however often theirs changes. One
 * stream, one thread.
 */
final class OneRate {

  private static final int FRAMES_PER_SECOND = 50;

  private final int rate;
  private final short[] made;
  private @Nullable Resampler between;
  private int from;

  /** For a rate in hertz. */
  OneRate(int rate) {
    this.rate = rate;
    made = new short[rate / FRAMES_PER_SECOND];
  }

  /** The same sound at the one rate: the frame itself, or one that holds until the next call. */
  short[] of(short[] frame) {
    if (frame.length == made.length) {
      return frame;
    }
    int theirs = frame.length * FRAMES_PER_SECOND;
    Resampler resampler = between;
    if (resampler == null || from != theirs) {
      resampler = new Resampler(theirs, rate);
      between = resampler;
      from = theirs;
    }
    resampler.resample(frame, 0, frame.length, made, 0);
    return made;
  }
}
