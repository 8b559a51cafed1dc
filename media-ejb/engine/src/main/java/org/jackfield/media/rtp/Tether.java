package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Ties a socket to its peer, so that the kernel keeps strangers out. */
record Tether(DatagramChannel channel, Counters counters) {

  /** Whether that could be done: a peer may be unreachable. */
  boolean tie(InetSocketAddress peer) {
    try {
      channel.connect(peer);
      return true;
    } catch (IOException unreachable) {
      counters.addDropped();
      return false;
    }
  }

  /** Anybody may send again. */
  void loosen() {
    try {
      channel.disconnect();
    } catch (IOException failure) {
      counters.addDropped();
    }
  }
}
