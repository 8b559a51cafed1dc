package org.jackfield.account;

import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jackfield.call.CallSound;

/** How the sound of a call went as text in one column: numbers in the order of the record. */
final class SoundText {

  private static final int NUMBERS = 8;

  private SoundText() {}

  static String of(CallSound sound) {
    String numbers =
        DoubleStream.of(sound.jitterMillis(), sound.roundTripMillis(), sound.meanOpinionScore())
            .mapToObj(Double::toString)
            .collect(Collectors.joining(" "));
    return sound.sent()
        + " "
        + sound.received()
        + " "
        + sound.lost()
        + " "
        + sound.late()
        + " "
        + sound.concealed()
        + " "
        + numbers;
  }

  static CallSound read(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != NUMBERS) {
      throw new IllegalStateException("Figures of a sound are 8 numbers, not '" + text + "'");
    }
    return new CallSound(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Double.parseDouble(parts[5]),
        Double.parseDouble(parts[6]),
        Double.parseDouble(parts[7]));
  }
}
