package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.instruction.Noun;

/**
 * Somebody to be called for a call.
 *
 * @param callerId nothing for the caller's own
 * @param timeout how long it may ring
 * @param timeLimit how long it may last
 * @param mayTransfer whether it may send the caller elsewhere
 */
public record DialOrder(
    Noun noun,
    Optional<String> callerId,
    Duration timeout,
    Duration timeLimit,
    boolean mayTransfer) {}
