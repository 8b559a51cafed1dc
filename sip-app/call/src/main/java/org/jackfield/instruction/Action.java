package org.jackfield.instruction;

import java.net.URI;

/**
 * An address that is asked with the result of an instruction.
 *
 * @param address absolute, with user information and fragment as they were given
 * @param method {@code GET} or {@code POST}
 */
public record Action(URI address, String method) {}
