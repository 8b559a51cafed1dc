package org.jackfield.instruction;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Collect keys.
 *
 * @param action nothing only in a document without an address of its own
 * @param timeout without a key, from the end of the prompts or from the last key
 * @param finishOnKey one of {@code 0-9 * #}, or empty
 * @param numDigits as many as end it; {@link Integer#MAX_VALUE} for any number
 * @param actionOnEmptyResult whether the action is asked although nothing was pressed
 * @param prompts heard meanwhile
 */
public record Gather(
    Optional<Action> action,
    Duration timeout,
    String finishOnKey,
    int numDigits,
    boolean actionOnEmptyResult,
    List<Prompt> prompts)
    implements Instruction {

  /** Copies the list. */
  public Gather {
    prompts = List.copyOf(prompts);
  }
}
