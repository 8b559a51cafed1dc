package org.jackfield.media.codec;

/**
 * The adaptive predictor and the adaptive step of one of the two bands of G.722. Names and steps
 * are those of ITU-T G.722 section 6.2: blocks 3 (step) and 4 (prediction).
 */
final class G722Band {

  // ILB: the inverse of the logarithmic step, one octave
  private static final int[] ILB = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  private static final int ZEROS = 6;

  private final int maxLogStep;
  private final int octaves;

  private int logStep;
  private int step;
  private int prediction;
  private int zeroPrediction;

  // AL, RLT, PLT of one and two samples ago; BL and DLT of one to six
  private int pole1;
  private int pole2;
  private int signal1;
  private int signal2;
  private int partial1;
  private int partial2;
  private final int[] zeros = new int[ZEROS];
  private final int[] differences = new int[ZEROS];

  private G722Band(int maxLogStep, int octaves, int firstStep) {
    this.maxLogStep = maxLogStep;
    this.octaves = octaves;
    this.step = firstStep;
  }

  static G722Band lower() {
    return new G722Band(18_432, 8, 32);
  }

  static G722Band higher() {
    return new G722Band(22_528, 10, 8);
  }

  /** DETL, DETH: what the quantiser's levels are multiplied with. */
  int step() {
    return step;
  }

  /** SL, SH: the sample that is expected next. */
  int prediction() {
    return prediction;
  }

  /** Goes on by the difference that was quantised, and by the change of the step that it means. */
  void update(int difference, int logStepChange) {
    logStep = Math.max(0, Math.min(maxLogStep, ((logStep * 127) >> 7) + logStepChange));
    int shift = octaves - (logStep >> 11);
    int mantissa = ILB[(logStep >> 6) & 31];
    step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    predict(difference);
  }

  private void predict(int difference) {
    int signal = saturate(prediction + difference);
    int partial = saturate(zeroPrediction + difference);
    adaptPoles(partial);
    adaptZeros(difference);
    partial2 = partial1;
    partial1 = partial;
    signal2 = signal1;
    signal1 = signal;
    int poles =
        saturate(((pole1 * saturate(2 * signal1)) >> 15) + ((pole2 * saturate(2 * signal2)) >> 15));
    prediction = saturate(poles + zeroPrediction);
  }

  // UPPOL2, then UPPOL1, which needs the new second coefficient
  private void adaptPoles(int partial) {
    boolean likeLast = (partial ^ partial1) >= 0;
    boolean likeSecondLast = (partial ^ partial2) >= 0;
    int first = saturate(pole1 << 2);
    int second = Math.min(likeLast ? -first : first, Short.MAX_VALUE) >> 7;
    second += likeSecondLast ? 128 : -128;
    second += (pole2 * 32_512) >> 15;
    pole2 = Math.max(-12_288, Math.min(12_288, second));
    int limit = 15_360 - pole2;
    int next = saturate((likeLast ? 192 : -192) + ((pole1 * 32_640) >> 15));
    pole1 = Math.max(-limit, Math.min(limit, next));
  }

  // UPZERO, DELAYA and FILTEZ in one walk from the oldest to the newest
  private void adaptZeros(int difference) {
    int gain = difference == 0 ? 0 : 128;
    int sum = 0;
    for (int i = ZEROS - 1; i >= 0; i--) {
      boolean alike = (difference ^ differences[i]) >= 0;
      zeros[i] = saturate((alike ? gain : -gain) + ((zeros[i] * 32_640) >> 15));
      differences[i] = i == 0 ? difference : differences[i - 1];
      sum += (zeros[i] * saturate(2 * differences[i])) >> 15;
    }
    zeroPrediction = saturate(sum);
  }

  static int saturate(int value) {
    return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }
}
