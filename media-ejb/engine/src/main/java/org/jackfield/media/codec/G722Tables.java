package org.jackfield.media.codec;

/** The tables of ITU-T G.722, under the names that it gives them where it has names. */
final class G722Tables {

  /** Table 11, both halves of the mirror filter: coefficients 0, 2, 4 ... of 24. */
  static final int[] QMF = {3, -11, 12, 32, -210, 951, 3_876, -805, 362, -156, 53, -11};

  /** Q6: decision levels of the lower band. */
  static final int[] Q6 = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };

  /** WL through RL42: change of the lower band's step by the upper four bits of its code. */
  static final int[] LOW_STEP_CHANGE = {
    -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
  };

  /** WH through RH2: change of the higher band's step by its code. */
  static final int[] HIGH_STEP_CHANGE = {798, -214, 798, -214};

  /** QM4: what four bits of the lower band's code mean, which both sides adapt by. */
  static final int[] QM4 = {
    0, -20_456, -12_896, -8_968, -6_288, -4_240, -2_584, -1_200,
    20_456, 12_896, 8_968, 6_288, 4_240, 2_584, 1_200, 0
  };

  /** QM6: what all six bits mean, which is heard. */
  static final int[] QM6 = {
    -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704,
    -14_984, -13_512, -12_280, -11_192, -10_232, -9_360, -8_576, -7_856,
    -7_192, -6_576, -6_000, -5_456, -4_944, -4_464, -4_008, -3_576,
    -3_168, -2_776, -2_400, -2_032, -1_688, -1_360, -1_040, -728,
    24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192,
    10_232, 9_360, 8_576, 7_856, 7_192, 6_576, 6_000, 5_456,
    4_944, 4_464, 4_008, 3_576, 3_168, 2_776, 2_400, 2_032,
    1_688, 1_360, 1_040, 728, 432, 136, -432, -136
  };

  /** QM2: what the two bits of the higher band's code mean. */
  static final int[] QM2 = {-7_408, -1_616, 7_408, 1_616};

  /** The one decision level of the higher band. */
  static final int Q2 = 564;

  private G722Tables() {}

  /** ILP, ILN: the code of the lower band's interval, which counts from 1. */
  static int lowCode(int interval, boolean negative) {
    if (!negative) {
      return 62 - interval;
    }
    return interval <= 2 ? 64 - interval : 34 - interval;
  }
}
