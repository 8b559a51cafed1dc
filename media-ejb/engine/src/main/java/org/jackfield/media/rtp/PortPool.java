package org.jackfield.media.rtp;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The port pairs of the range that are free, in no order a stranger could guess; what was given
 * back last is used again last. Any thread.
 */
final class PortPool {

  // Other programs may hold ports of the range
  private static final int MOST_TRIES = 50;
  private static final long BETWEEN_COMPLAINTS = 60_000_000_000L;
  private static final Logger LOG = System.getLogger(PortPool.class.getName());

  private final InetAddress bind;
  private final Opens opens;
  private final Deque<Integer> free;
  private long complainsFrom = System.nanoTime();

  /** Opens a pair at an address. */
  interface Opens {
    PortPair open(InetAddress bind, int port) throws IOException;
  }

  PortPool(InetAddress bind, int firstPort, int lastPort) {
    this(bind, firstPort, lastPort, PortPair::open);
  }

  PortPool(InetAddress bind, int firstPort, int lastPort, Opens opens) {
    this.bind = bind;
    this.opens = opens;
    List<Integer> ports = new ArrayList<>();
    for (int port = firstPort; port < lastPort; port += 2) {
      ports.add(port);
    }
    Collections.shuffle(ports);
    this.free = new ArrayDeque<>(ports);
  }

  /** Finds out whether there is a pair at all, before anybody calls. */
  void check() {
    try {
      giveBack(take());
    } catch (MediaRefused none) {
      throw new IllegalStateException(
          "No sound can be sent or received: " + none.getMessage(), none);
    }
  }

  PortPair take() throws MediaRefused {
    @Nullable IOException last = null;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int port = next(last);
      try {
        return opens.open(bind, port);
      } catch (IOException failure) {
        giveBack(port);
        last = failure;
        if (!isHeldByAnother(failure)) {
          throw unavailable(failure);
        }
      }
    }
    throw noneLeft(MOST_TRIES + " port pairs of the range are held by other programs", last);
  }

  private static MediaRefused noneLeft(String message, @Nullable IOException cause) {
    return cause == null
        ? new MediaRefused(Reason.NO_PORT_LEFT, message)
        : new MediaRefused(Reason.NO_PORT_LEFT, message, cause);
  }

  /**
   * Else another port would not do either: the address is none of this host, or handles are out.
   */
  private boolean isHeldByAnother(IOException failure) {
    return failure instanceof BindException && isOurs();
  }

  private boolean isOurs() {
    try {
      return bind.isAnyLocalAddress()
          || bind.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(bind) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }

  private MediaRefused unavailable(IOException failure) {
    String message =
        isOurs()
            ? "the system opens no socket: " + failure.getMessage()
            : bind.getHostAddress() + " (jackfield.rtp.address) is no address of this host";
    long now = System.nanoTime();
    synchronized (free) {
      if (now - complainsFrom >= 0) {
        complainsFrom = now + BETWEEN_COMPLAINTS;
        LOG.log(Level.ERROR, "No call can have sound: " + message, failure);
      }
    }
    return new MediaRefused(Reason.NO_PORT_LEFT, message, failure);
  }

  /** Closes a pair and lets others have its ports. */
  void giveBack(PortPair pair) {
    try {
      pair.close();
    } finally {
      giveBack(pair.port());
    }
  }

  int left() {
    synchronized (free) {
      return free.size();
    }
  }

  private int next(@Nullable IOException before) throws MediaRefused {
    synchronized (free) {
      Integer port = free.pollFirst();
      if (port == null) {
        throw noneLeft("all port pairs of the range are in use", before);
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
