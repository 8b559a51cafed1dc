package org.jackfield.instruction;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collect keys.
 *
 * @param action nothing only in a document without an address of its own
 * @param timeout without a key, from the end of the prompts or from the last key
 * @param finishOnKey one of {@code 0-9 * #}, or empty
 * @param numDigits as many as end it; {@link Integer#MAX_VALUE} for any number
 * @param actionOnEmptyResult whether the action is asked although nothing was pressed
 * @param inputs what is listened to
 * @param prompts heard meanwhile
 */
public record Gather(
    Optional<Action> action,
    Duration timeout,
    String finishOnKey,
    int numDigits,
    boolean actionOnEmptyResult,
    Set<Input> inputs,
    List<Prompt> prompts)
    implements Instruction {

  /** What is listened to. */
  public enum Input {
    /** Keys. */
    KEYS,
    /** What is said. */
    SPEECH
  }

  /** Copies the collections. */
  public Gather {
    inputs = Set.copyOf(inputs);
    prompts = List.copyOf(prompts);
  }
}
