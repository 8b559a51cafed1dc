package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;

/**
 * The port pairs of the range that are free, in no order a stranger could guess; what was given
 * back last is used again last. Any thread.
 */
final class PortPool {

  // Other programs may hold ports of the range
  private static final int MOST_TRIES = 50;

  private final InetAddress bind;
  private final Deque<Integer> free;

  PortPool(InetAddress bind, int firstPort, int lastPort) {
    this.bind = bind;
    List<Integer> ports = new ArrayList<>();
    for (int port = firstPort; port < lastPort; port += 2) {
      ports.add(port);
    }
    Collections.shuffle(ports);
    this.free = new ArrayDeque<>(ports);
  }

  PortPair take() throws MediaRefused {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int port = next();
      try {
        return PortPair.open(bind, port);
      } catch (IOException inUse) {
        giveBack(port);
      }
    }
    throw new MediaRefused(
        Reason.NO_PORT_LEFT, MOST_TRIES + " port pairs of the range are held by other programs");
  }

  /** Closes a pair and lets others have its ports. */
  void giveBack(PortPair pair) {
    pair.close();
    giveBack(pair.port());
  }

  int left() {
    synchronized (free) {
      return free.size();
    }
  }

  private int next() throws MediaRefused {
    synchronized (free) {
      Integer port = free.pollFirst();
      if (port == null) {
        throw new MediaRefused(Reason.NO_PORT_LEFT, "all port pairs of the range are in use");
      }
      return port;
    }
  }

  private void giveBack(int port) {
    synchronized (free) {
      free.addLast(port);
    }
  }
}
