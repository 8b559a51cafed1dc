package org.jackfield.sip;

import java.util.Map;

/**
 * What an application says of itself to whoever operates the server: the attribute {@code states}
 * of {@code deployment=X/subsystem=sip} in the management model. An application puts it into its
 * servlet context under {@link #ATTRIBUTE}.
 *
 * <pre>{@code
 * context.setAttribute(States.ATTRIBUTE, (States) () -> Map.of("line", Map.of("state", "up")));
 * }</pre>
 */
@FunctionalInterface
public interface States {
  /** Name of the servlet context attribute. */
  String ATTRIBUTE = "org.jackfield.sip.States";

  /**
   * What there is now, by name, and the facts of each, by theirs; no secret. Any thread asks, and
   * waits for it: it is told from memory.
   */
  Map<String, Map<String, String>> now();
}
