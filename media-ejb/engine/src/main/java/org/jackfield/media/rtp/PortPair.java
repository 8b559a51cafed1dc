package org.jackfield.media.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Two open ports: the even one for RTP, the odd one after it for RTCP (RFC 3550 section 11). */
final class PortPair {

  // RFC 4594: voice is forwarded at once (EF)
  private static final int EXPEDITED = 0xB8;
  private static final int RECEIVE_BUFFER = 64 * 1_024;

  private final int port;
  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;

  private PortPair(int port, DatagramChannel rtp, DatagramChannel rtcp) {
    this.port = port;
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  /** Opens both or none. */
  static PortPair open(InetAddress bind, int port) throws IOException {
    DatagramChannel rtp = channel(bind, port);
    try {
      return new PortPair(port, rtp, channel(bind, port + 1));
    } catch (IOException | RuntimeException failure) {
      rtp.close();
      throw failure;
    }
  }

  private static DatagramChannel channel(InetAddress bind, int port) throws IOException {
    boolean v4 = bind instanceof Inet4Address;
    DatagramChannel channel =
        DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      if (v4) {
        channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
      }
      channel.bind(new InetSocketAddress(bind, port));
      return channel;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  int port() {
    return port;
  }

  DatagramChannel rtp() {
    return rtp;
  }

  DatagramChannel rtcp() {
    return rtcp;
  }

  void close() {
    try (rtcp) {
      rtp.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
