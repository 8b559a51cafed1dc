package org.jackfield.instruction;

import java.time.Duration;

/** Wait in silence. */
public record Pause(Duration length) implements Prompt {}
