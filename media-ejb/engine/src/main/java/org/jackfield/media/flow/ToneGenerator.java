package org.jackfield.media.flow;

import java.util.List;

/**
 * Makes the sound of a {@link Tone}, its edges rounded over 4 ms so that they do not click. One
 * stream, one thread.
 */
public final class ToneGenerator {

  // Of each sine: two of a key together are at -10 dB of full scale, which no codec clips
  private static final double AMPLITUDE = 7_400;
  private static final int EDGE_MILLIS = 4;

  private static final int TABLE_BITS = 12;
  private static final float[] SINE = new float[1 << TABLE_BITS];

  static {
    for (int i = 0; i < SINE.length; i++) {
      SINE[i] = (float) (AMPLITUDE * Math.sin(2 * Math.PI * i / SINE.length));
    }
  }

  private final int[] lengths;

  // Of each stretch and sine, how far the phase goes with a sample: 2^32 is once round
  private final int[][] steps;
  private final boolean repeats;
  private final int edge;

  private final int[] phases = new int[Tone.MAX_SINES];
  private int stretch;
  private int position;
  private boolean ended;

  /** For a sample rate in hertz. */
  public ToneGenerator(Tone tone, int sampleRate) {
    List<Tone.Stretch> stretches = tone.stretches();
    lengths = new int[stretches.size()];
    steps = new int[stretches.size()][];
    for (int i = 0; i < lengths.length; i++) {
      Tone.Stretch each = stretches.get(i);
      lengths[i] = (int) ((long) each.millis() * sampleRate / 1_000);
      steps[i] =
          each.hertz().stream()
              .mapToInt(hertz -> (int) Math.round(hertz * 4_294_967_296.0 / sampleRate))
              .toArray();
    }
    repeats = tone.repeats();
    edge = EDGE_MILLIS * sampleRate / 1_000;
  }

  /**
   * Fills a frame; what follows the end is silence.
   *
   * @return samples that belong to the tone: fewer than {@code count} when it ends here
   */
  public int generate(short[] out, int at, int count) {
    int made = 0;
    while (made < count && !ended) {
      int part = Math.min(count - made, lengths[stretch] - position);
      sound(out, at + made, part);
      made += part;
      position += part;
      if (position == lengths[stretch]) {
        next();
      }
    }
    for (int i = made; i < count; i++) {
      out[at + i] = 0;
    }
    return made;
  }

  /** Whether all has been made. A tone that repeats never ends. */
  public boolean hasEnded() {
    return ended;
  }

  private void next() {
    position = 0;
    stretch++;
    if (stretch == lengths.length) {
      stretch = 0;
      ended = !repeats;
    }
    for (int i = 0; i < phases.length; i++) {
      phases[i] = 0;
    }
  }

  private void sound(short[] out, int at, int count) {
    int[] sines = steps[stretch];
    int length = lengths[stretch];
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (int sine = 0; sine < sines.length; sine++) {
        sum += SINE[phases[sine] >>> (32 - TABLE_BITS)];
        phases[sine] += sines[sine];
      }
      int toEdge = Math.min(position + i + 1, length - position - i);
      float shape = toEdge >= edge ? 1 : (float) toEdge / edge;
      out[at + i] = Samples.clip(Math.round(sum * shape));
    }
  }
}
