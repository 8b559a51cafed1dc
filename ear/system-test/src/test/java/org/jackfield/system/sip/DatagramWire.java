package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiConsumer;

/** UDP on 127.0.0.1. */
final class DatagramWire implements Wire {
  private static final int BUFFER = 4 << 20;
  private final DatagramSocket socket;
  private final InetSocketAddress server;

  DatagramWire(int serverPort) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      server = new InetSocketAddress(loopback, serverPort);
      socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
      socket.setReceiveBufferSize(BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String transport() {
    return "UDP";
  }

  @Override
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void send(String message) {
    send(message, server);
  }

  private void send(String message, SocketAddress to) {
    byte[] bytes = message.getBytes(UTF_8);
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
          new String(buffer, 0, packet.getLength(), UTF_8), message -> send(message, from));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
