package org.jackfield.instruction;

/** What is heard by the far end; may be nested in {@link Gather}. */
public sealed interface Prompt extends Instruction permits Say, Play, Pause {}
