package org.jackfield.instruction;

/**
 * Press keys towards the far end ({@code <Play digits>}).
 *
 * @param keys of {@code 0-9 * # A-D}, {@code w} for half a second and {@code W} for one
 */
public record PressKeys(String keys) implements Instruction {}
