package org.jackfield.media.flow;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A tone as telephones know it: stretches of sound and silence, again and again or once.
 *
 * @param stretches in their order
 * @param repeats whether it begins again after the last one
 */
public record Tone(List<Stretch> stretches, boolean repeats) {

  /**
   * Some time of one sound.
   *
   * @param hertz the sines that sound together; none is silence
   * @param millis how long, at least 1
   */
  public record Stretch(List<Integer> hertz, int millis) {

    /** Keeps what cannot change, and refuses what cannot be. */
    public Stretch {
      hertz = List.copyOf(hertz);
      if (millis < 1) {
        throw new IllegalArgumentException("A stretch lasts 1 ms or longer, not " + millis);
      }
      for (int each : hertz) {
        if (each < 20 || each > 4_000) {
          throw new IllegalArgumentException("A tone has 20 to 4000 Hz, not " + each);
        }
      }
    }
  }

  /** The sines of one stretch that have been heard of: no tone needs more. */
  static final int MAX_SINES = 4;

  /** Keeps what cannot change, and refuses what cannot be. */
  public Tone {
    stretches = List.copyOf(stretches);
    if (stretches.isEmpty()) {
      throw new IllegalArgumentException("A tone has at least one stretch");
    }
    for (Stretch stretch : stretches) {
      if (stretch.hertz().size() > MAX_SINES) {
        throw new IllegalArgumentException(
            "A tone has up to 4 sines, not " + stretch.hertz().size());
      }
    }
  }

  /** A key pressed for so long, and the silence after it. {@code w} is half a second of silence. */
  public static Tone key(char key, int millis, int pauseMillis) {
    return switch (key) {
      case 'w' -> new Tone(List.of(new Stretch(List.of(), 500)), false);
      case 'W' -> new Tone(List.of(new Stretch(List.of(), 1_000)), false);
      default ->
          new Tone(
              List.of(
                  new Stretch(List.of(Keys.rowHertz(key), Keys.columnHertz(key)), millis),
                  new Stretch(List.of(), pauseMillis)),
              false);
    };
  }

  /** What asks to speak: 1 kHz for half a second. */
  public static Tone beep() {
    return new Tone(List.of(new Stretch(List.of(1_000), 500)), false);
  }

  /** From the beginning to where it ends or begins again, in milliseconds. */
  public int period() {
    return stretches.stream().mapToInt(Stretch::millis).sum();
  }

  /** Sound and silence in turns, in milliseconds, again and again. */
  static Tone cadence(List<Integer> hertz, int... millis) {
    return new Tone(
        IntStream.range(0, millis.length)
            .mapToObj(i -> new Stretch(i % 2 == 0 ? hertz : List.<Integer>of(), millis[i]))
            .toList(),
        true);
  }
}
