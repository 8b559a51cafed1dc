package org.jackfield.instruction;

import java.util.Optional;

/**
 * Go on with another document.
 *
 * @param action nothing only for the same document where it has no address of its own
 */
public record Redirect(Optional<Action> action) implements Instruction {}
