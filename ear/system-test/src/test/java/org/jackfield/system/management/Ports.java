package org.jackfield.system.management;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether ports of loopback are taken, found out by trying to take them. */
final class Ports {
  private Ports() {}

  static boolean isUdpTaken(int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static boolean isTcpTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // connections of an earlier server may still linger on the port
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
