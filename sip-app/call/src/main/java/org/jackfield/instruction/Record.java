package org.jackfield.instruction;

import java.time.Duration;
import java.util.Optional;

/**
 * Record what the far end says.
 *
 * @param action nothing only in a document without an address of its own
 * @param timeout silence that ends it, zero for never
 * @param finishOnKey keys that end it, each of {@code 0-9 * #}
 * @param maxLength 2 s to 24 h
 * @param trim whether silence at both ends is cut off
 */
public record Record(
    Optional<Action> action,
    Duration timeout,
    String finishOnKey,
    Duration maxLength,
    boolean playBeep,
    boolean trim,
    Optional<Callback> recordingStatus)
    implements Instruction {}
