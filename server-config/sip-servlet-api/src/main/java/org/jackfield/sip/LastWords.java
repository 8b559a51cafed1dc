package org.jackfield.sip;

/**
 * What an application has to say before it leaves service, while it can still send and hear, such
 * as that a registration ends. An application puts it into its servlet context under {@link
 * #ATTRIBUTE}; a servlet's {@code destroy} comes too late, when its sessions have been removed.
 */
@FunctionalInterface
public interface LastWords {
  /** Name of the servlet context attribute. */
  String ATTRIBUTE = "org.jackfield.sip.LastWords";

  /** Says them, and waits for answers a few seconds at most: the server waits for it. Once. */
  void say();
}
