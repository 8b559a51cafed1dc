package org.jackfield.instruction;

/** End the call. */
public record Hangup() implements Instruction {}
