package org.jackfield.media.service;

import java.util.List;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.flow.CountryTones;
import org.jackfield.media.flow.Tone;
import org.jackfield.media.flow.ToneGenerator;

/** Sounds that are made from nothing: tones, and what is heard on hold. */
final class Melodies {

  private static final int RATE = 16_000;
  private static final int BLOCK = 320;
  private static final int LONGEST_TONE = 600_000;

  /** Thirty seconds of a quiet sequence of chords, in semitones from A3, two seconds each. */
  private static final List<List<Integer>> CHORDS =
      List.of(
          List.of(3, 7, 10, 15),
          List.of(0, 3, 7, 12),
          List.of(-4, 3, 8, 12),
          List.of(-2, 5, 10, 14),
          List.of(3, 10, 15, 19),
          List.of(-2, 7, 10, 14),
          List.of(0, 7, 12, 15),
          List.of(-4, 3, 8, 15));

  private Melodies() {}

  /**
   * A tone by its name. One that repeats lasts for as many whole periods as fit, one at least, so
   * that it can be heard again and again without a break.
   */
  static Workshop.Making tone(MediaRequest.Tone wanted) throws Unmade {
    String name = wanted.name();
    Tone tone =
        CountryTones.named(name)
            .orElseThrow(
                () -> new Unmade(Unmade.NO_SOUND, "'" + name + "' is no tone that we know"));
    int millis = wanted.millis();
    if (millis < 1 || millis > LONGEST_TONE) {
      throw new Unmade(
          Unmade.NO_SOUND, "A tone lasts from 1 to " + LONGEST_TONE + " ms, not " + millis);
    }
    if (tone.stretches().size() == 1) {
      List<Integer> hertz = tone.stretches().getFirst().hertz();
      return generated(new Tone(List.of(new Tone.Stretch(hertz, millis)), false), millis);
    }
    return generated(
        tone, tone.repeats() ? tone.period() * Math.max(1, millis / tone.period()) : millis);
  }

  private static Workshop.Making generated(Tone tone, int millis) {
    long length = (long) millis * RATE / 1_000;
    return sound -> {
      ToneGenerator generator = new ToneGenerator(tone, RATE);
      write(sound, length, (block, at, count) -> generator.generate(block, 0, count));
    };
  }

  /** What somebody who waits hears. */
  static Workshop.Making hold() {
    int beat = 4 * RATE / 8;
    long length = (long) beat * 4 * CHORDS.size() * 2;
    return sound ->
        write(
            sound,
            length,
            (block, at, count) -> {
              for (int i = 0; i < count; i++) {
                block[i] = (short) (0.22 * chord(at + i, beat) * Short.MAX_VALUE);
              }
            });
  }

  private static double chord(long at, int beat) {
    List<Integer> notes = CHORDS.get((int) (at / (beat * 4L)) % CHORDS.size());
    long within = at % (beat * 4L);
    double sum = 0;
    // Broken chords: a note on each beat, each dying away
    for (int i = 0; i < notes.size(); i++) {
      long since = within - (long) i * beat;
      if (since >= 0) {
        double frequency = 220 * Math.pow(2, notes.get(i) / 12.0);
        double phase = 2 * Math.PI * frequency * since / RATE;
        double dying = Math.exp(-since / (0.9 * RATE)) * Math.min(1, since / 80.0);
        sum += dying * (Math.sin(phase) + 0.3 * Math.sin(2 * phase));
      }
    }
    return sum * edge(within, beat * 4L, 400) / 2;
  }

  private static double edge(long at, long length, int samples) {
    return Math.min(1, Math.min((double) at / samples, (double) (length - at) / samples));
  }

  private interface Wave {
    void fill(short[] block, long at, int count);
  }

  private static void write(SoundWriter sound, long length, Wave wave) {
    sound.rate(RATE);
    short[] block = new short[BLOCK];
    boolean wanted = true;
    for (long at = 0; at < length && wanted; at += BLOCK) {
      int count = (int) Math.min(BLOCK, length - at);
      wave.fill(block, at, count);
      wanted = sound.take(block, count);
    }
  }
}
