package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiConsumer;

/** UDP on loopback, of the server's IP version. */
final class DatagramWire implements Wire {
  private static final int BUFFER = 4 << 20;
  private final DatagramSocket socket;
  private final InetSocketAddress server;

  DatagramWire(InetSocketAddress server) {
    this(server, 0);
  }

  DatagramWire(InetSocketAddress server, int port) {
    this.server = server;
    try {
      socket = new DatagramSocket(new InetSocketAddress(loopback(server), port));
      socket.setReceiveBufferSize(BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The own address of who speaks with this server. */
  static InetAddress loopback(InetSocketAddress server) {
    if (!server.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(server + " is another machine");
    }
    return server.getAddress();
  }

  /** As it stands in Via and Contact. */
  static String text(InetAddress address, int port) {
    String host = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String transport() {
    return "UDP";
  }

  @Override
  public String address() {
    return text(socket.getLocalAddress(), socket.getLocalPort());
  }

  @Override
  public void send(byte[] message) {
    send(message, server);
  }

  private void send(byte[] bytes, SocketAddress to) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void listen(BiConsumer<String, Way> receiver) {
    Thread.ofVirtual().name("phone").start(() -> receive(receiver));
  }

  private void receive(BiConsumer<String, Way> receiver) {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException closed) {
        return;
      }
      SocketAddress from = packet.getSocketAddress();
      receiver.accept(
          new String(buffer, 0, packet.getLength(), UTF_8),
          message -> send(message.getBytes(UTF_8), from));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
