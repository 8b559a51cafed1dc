package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;

/** A connection with one peer, RFC 5626 section 2: whoever opened it, both sides send on it. */
interface Flow {
  /** The other end as we see it, behind whatever translates addresses. */
  InetSocketAddress peer();

  /** Whether the peer opened it, and so may not be reached any other way. */
  boolean isOpenedByPeer();

  /** Puts a message on its way; never waits for the peer. */
  void send(Outgoing message) throws IOException;

  boolean isOpen();

  void close();

  /** The chain by which the peer proved who it is, its own first; empty where it did not. */
  List<Certificate> certificates();
}
