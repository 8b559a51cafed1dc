package org.jackfield.setting;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings that are whole numbers. One that is no number, or too small, stops the start with
 * its name: an operator who mistypes a limit must not go on without it.
 *
 * @param property what is set, by name, e.g. {@code System::getProperty}
 */
public record WholeNumbers(UnaryOperator<@Nullable String> property) {

  private static final WholeNumbers SYSTEM = new WholeNumbers(System::getProperty);

  /** Of the system's properties. */
  public static WholeNumbers ofSystem() {
    return SYSTEM;
  }

  /**
   * What is set, or the usual value if nothing is.
   *
   * @param least the smallest that is taken
   * @throws IllegalArgumentException if it is no whole number of at most 18 digits, or is smaller
   */
  public long longOf(String name, long usual, long least) {
    String text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least) {
      throw new IllegalArgumentException(
          name
              + " must be a whole number of "
              + least
              + " or more, in at most 18 digits, not '"
              + text
              + "'");
    }
    return Long.parseLong(text);
  }

  /**
   * The same for what must fit in 32 bits.
   *
   * @throws IllegalArgumentException as above, or if it does not fit
   */
  public int intOf(String name, int usual, int least) {
    long number = longOf(name, usual, least);
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + " must be " + Integer.MAX_VALUE + " or less, not '" + number + "'");
    }
    return (int) number;
  }

  /** The same, in seconds. */
  public Duration secondsOf(String name, int usual, int least) {
    return Duration.ofSeconds(intOf(name, usual, least));
  }

  /** Whether anything is set, right or wrong. */
  public boolean isSet(String name) {
    return !text(name).isEmpty();
  }

  private String text(String name) {
    String text = property.apply(name);
    return text == null ? "" : text.strip();
  }
}
