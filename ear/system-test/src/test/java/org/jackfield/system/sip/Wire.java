package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BiConsumer;

/** What a phone hangs on: sends and receives whole messages. */
interface Wire extends AutoCloseable {
  /** As it stands in Via: UDP, TCP, TLS. */
  String transport();

  /** Host and port as they stand in Via and Contact. */
  String address();

  /** To the server. */
  void send(byte[] message);

  /** The same for text. */
  default void send(String message) {
    send(message.getBytes(UTF_8));
  }

  /** How many connections the server has opened by itself. */
  default int accepted() {
    return 0;
  }

  /** Ends the connection, and waits until the server has ended it, too. */
  default void hangUp() {
    close();
  }

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
