package org.jackfield.system.sip;

import java.util.function.BiConsumer;

/** What a phone hangs on: sends and receives whole messages. */
interface Wire extends AutoCloseable {
  /** As it stands in Via: UDP, TCP. */
  String transport();

  /** Host and port as they stand in Via and Contact. */
  String address();

  /** To the server. */
  void send(String message);

  /** Hands over what comes, and the way back to whom it came from, from now on. */
  void listen(BiConsumer<String, Way> receiver);

  @Override
  void close();

  /** Leads to a peer. */
  @FunctionalInterface
  interface Way {
    void send(String message);
  }
}
