package org.jackfield.instruction;

/**
 * What is wrong in a document that can be performed nevertheless.
 *
 * @param code documented: 12200 and on, 13xxx
 * @param line from 1
 * @param column from 1
 */
public record Warning(int code, String message, int line, int column) {}
