package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Comparator;
import javax.net.ssl.SSLContext;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;

/** Turns the settings of a connector into a bound one, or into a message that says why not. */
final class Binding {
  private static final int BACKLOG = 1024;

  private Binding() {}

  static Connector bind(ConnectorSettings settings, Traffic traffic, Reception reception)
      throws IOException {
    try {
      return settings.transport() == Transport.UDP
          ? datagram(settings, traffic, reception)
          : stream(settings, traffic, reception);
    } catch (IOException | RuntimeException e) {
      throw failure(settings, e);
    }
  }

  static IOException failure(ConnectorSettings settings, Exception cause) {
    return new IOException(
        "Connector '%s' cannot listen on %s/%s: %s"
            .formatted(
                settings.name(),
                text(settings.address()),
                settings.transport().token(),
                cause.getMessage() == null ? cause.toString() : cause.getMessage()),
        cause);
  }

  private static String text(InetSocketAddress address) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static Connector datagram(
      ConnectorSettings settings, Traffic traffic, Reception reception) throws IOException {
    DatagramSocket socket = new DatagramSocket(settings.address());
    try {
      return new DatagramConnector(
          settings.name(),
          socket,
          announced(settings.address(), socket.getLocalPort()),
          settings.external(),
          traffic,
          reception);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Connector stream(ConnectorSettings settings, Traffic traffic, Reception reception)
      throws IOException {
    ServerSocket socket = serverSocket(settings);
    try {
      socket.setReuseAddress(true);
      socket.bind(settings.address(), BACKLOG);
      return new StreamConnector(
          settings,
          socket,
          announced(settings.address(), socket.getLocalPort()),
          traffic,
          reception);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static ServerSocket serverSocket(ConnectorSettings settings) throws IOException {
    SSLContext tls = settings.serverTls().orElse(null);
    return tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
  }

  /**
   * The address that we put into headers: the bound one, or for the wildcard the first address that
   * another host can reach.
   */
  static InetSocketAddress announced(InetSocketAddress bound, int port) throws SocketException {
    InetAddress address = bound.getAddress();
    if (!address.isAnyLocalAddress()) {
      return new InetSocketAddress(address, port);
    }
    boolean ipv4 = address instanceof Inet4Address;
    InetAddress reachable =
        NetworkInterface.networkInterfaces()
            .filter(Binding::isUp)
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a instanceof Inet4Address || !ipv4)
            .filter(a -> !a.isLinkLocalAddress())
            .min(
                Comparator.comparing(InetAddress::isLoopbackAddress)
                    .thenComparing(a -> (a instanceof Inet4Address) != ipv4))
            .orElse(InetAddress.getLoopbackAddress());
    return new InetSocketAddress(reachable, port);
  }

  private static boolean isUp(NetworkInterface device) {
    try {
      return device.isUp();
    } catch (SocketException e) {
      return false;
    }
  }
}
