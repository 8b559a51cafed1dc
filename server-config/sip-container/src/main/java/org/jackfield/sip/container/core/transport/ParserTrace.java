package org.jackfield.sip.container.core.transport;

import gov.nist.core.ParserCore;
import java.lang.reflect.Field;

/**
 * The stack's parser indents a trace that it never prints, by a depth that all threads count in one
 * variable without a lock: what they lose of each other adds up, and the longer the server runs,
 * the longer are the lines that each header line builds for nothing.
 */
final class ParserTrace {
  /** So far below nothing that no server comes up to it in its life. */
  private static final int NEVER_INDENTED = Integer.MIN_VALUE / 2;

  private ParserTrace() {}

  /** Keeps the depth below zero, for which nothing is built. */
  static void silence() {
    try {
      Field depth = ParserCore.class.getDeclaredField("nesting_level");
      depth.setAccessible(true);
      depth.setInt(null, NEVER_INDENTED);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This is another JAIN-SIP than we know", e);
    }
  }
}
