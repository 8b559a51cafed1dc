package org.jackfield.instruction;

import java.util.Optional;

/**
 * Send the far end elsewhere (RFC 3515).
 *
 * @param target a SIP address
 * @param action nothing to go on with the next instruction
 */
public record Refer(String target, Optional<Action> action) implements Instruction {}
