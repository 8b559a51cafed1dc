package org.jackfield.sip.container;

/** What an operator sees of one connector or web socket. Any thread may read. */
public interface ConnectorFigures {
  /** Counts from its opening on. */
  Traffic traffic();

  /**
   * Dialogs of which this server is an end, early or confirmed now, that began by it; it looks at
   * each. Always 0 for a web socket: the stack knows one place for all of them.
   */
  int dialogs();

  /**
   * Client and server transactions that exist now, ended ones that absorb retransmissions included;
   * it looks at each.
   */
  int transactions();
}
