package org.jackfield.instruction;

import java.net.URI;

/**
 * Play a sound.
 *
 * @param address absolute
 * @param times 1 to 1000
 */
public record Play(URI address, int times) implements Prompt {}
