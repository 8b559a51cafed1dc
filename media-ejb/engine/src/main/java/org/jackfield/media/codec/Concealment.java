package org.jackfield.media.codec;

/**
 * Fills the place of lost frames with the last pitch period, repeated and faded out over 60 ms, in
 * the manner of ITU-T G.711 appendix I but without its delay; the first frame after a loss is faded
 * in. For codecs that have nothing of the kind. One stream, one thread.
 */
public final class Concealment {

  private static final int FULL_MILLIS = 10;
  private static final int SILENT_MILLIS = 60;

  private final int perMilli;
  private final int minPitch;
  private final int maxPitch;
  private final int window;

  // The last samples that were heard, oldest first
  private final short[] history;
  private final float[] period;

  private int pitch;
  private int phase;
  private int concealed;
  private float step;

  /** For a sample rate of 8, 16 or 48 kHz. */
  public Concealment(int sampleRate) {
    perMilli = sampleRate / 1_000;
    minPitch = 5 * perMilli;
    maxPitch = 15 * perMilli;
    window = 20 * perMilli;
    history = new short[maxPitch + window];
    period = new float[maxPitch];
  }

  /** Takes note of a frame that came, and joins it to what was made up before it. */
  public void heard(short[] frame, int offset, int count) {
    if (concealed > 0) {
      int overlap = Math.min(count, Math.min(4 * perMilli, concealed));
      for (int i = 0; i < overlap; i++) {
        float in = (i + 1f) / (overlap + 1f);
        frame[offset + i] = (short) Math.round(frame[offset + i] * in + next() * (1 - in));
      }
      concealed = 0;
    }
    remember(frame, offset, count);
  }

  /** Makes up so many samples. */
  public void conceal(short[] out, int at, int count) {
    if (concealed == 0) {
      findPeriod();
    }
    for (int i = 0; i < count; i++) {
      out[at + i] = (short) Math.round(next());
    }
    remember(out, at, count);
  }

  private float next() {
    float gain = gain();
    if (gain == 0) {
      return 0;
    }
    float sample = period[phase] + step;
    phase = phase + 1 == pitch ? 0 : phase + 1;
    step *= 1 - 1f / perMilli;
    concealed++;
    return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample * gain));
  }

  private float gain() {
    int silentAt = SILENT_MILLIS * perMilli;
    int fadesAt = FULL_MILLIS * perMilli;
    if (concealed < fadesAt) {
      return 1;
    }
    return concealed >= silentAt ? 0 : (float) (silentAt - concealed) / (silentAt - fadesAt);
  }

  private void findPeriod() {
    pitch = likeliestPitch();
    int end = history.length;
    // The seam of the loop: its last quarter glides into what came before its first sample
    int seam = pitch / 4;
    for (int i = 0; i < pitch; i++) {
      period[i] = history[end - pitch + i];
      int intoSeam = i - (pitch - seam);
      if (intoSeam >= 0) {
        float share = (intoSeam + 1f) / (seam + 1f);
        period[i] = period[i] * (1 - share) + history[end - 2 * pitch + i] * share;
      }
    }
    phase = 0;
    // Begins where the sound was, and goes to where the period is within a millisecond
    step = (float) history[end - 1] - history[end - pitch - 1];
  }

  // Coarse at about 4 kHz, then to the sample around the best
  private int likeliestPitch() {
    int stride = Math.max(1, perMilli / 4);
    int coarse = bestPitch(minPitch, maxPitch, stride);
    int from = Math.max(minPitch, coarse - stride + 1);
    return bestPitch(from, Math.min(maxPitch, coarse + stride - 1), 1);
  }

  private int bestPitch(int from, int to, int stride) {
    int best = from;
    float bestLikeness = Float.NEGATIVE_INFINITY;
    for (int candidate = from; candidate <= to; candidate += stride) {
      float likeness = likeness(candidate, Math.max(1, perMilli / 4));
      if (likeness > bestLikeness) {
        bestLikeness = likeness;
        best = candidate;
      }
    }
    return best;
  }

  private float likeness(int lag, int stride) {
    int end = history.length;
    float product = 0;
    float energy = 1;
    for (int i = end - window; i < end; i += stride) {
      float then = history[i - lag];
      product += history[i] * then;
      energy += then * then;
    }
    return product <= 0 ? product : product * product / energy;
  }

  private void remember(short[] frame, int offset, int count) {
    int kept = history.length;
    if (count >= kept) {
      System.arraycopy(frame, offset + count - kept, history, 0, kept);
      return;
    }
    System.arraycopy(history, count, history, 0, kept - count);
    System.arraycopy(frame, offset, history, kept - count, count);
  }
}
