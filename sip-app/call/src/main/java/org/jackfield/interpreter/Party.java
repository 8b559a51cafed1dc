package org.jackfield.interpreter;

import org.jackfield.call.Sid;

/**
 * Somebody whom an instruction called.
 *
 * @param sid of the child call
 */
public record Party(Sid sid) {}
