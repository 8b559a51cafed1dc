package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A connection with one peer, RFC 5626 section 2: whoever opened it, both sides send on it. */
abstract class Flow {
  private final InetSocketAddress peer;
  private final boolean openedByPeer;

  Flow(InetSocketAddress peer, boolean openedByPeer) {
    this.peer = peer;
    this.openedByPeer = openedByPeer;
  }

  /** Puts a message in the way out; never waits for the peer. */
  abstract void send(Outgoing message) throws IOException;

  abstract boolean isOpen();

  abstract void close();

  final InetSocketAddress peer() {
    return peer;
  }

  final boolean isOpenedByPeer() {
    return openedByPeer;
  }
}
