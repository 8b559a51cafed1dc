package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;

/**
 * UDP: one thread receives into one buffer and hands on exact copies. Nothing that a message does
 * can end that thread.
 */
final class DatagramConnector extends Connector implements Runnable {
  private static final int LARGEST = 65_536;
  private static final int SOCKET_BUFFER = 4 << 20;
  private static final long STOP_MILLIS = 5000;
  private static final byte[] EMPTY_LINES = {'\r', '\n', '\r', '\n'};

  private final DatagramSocket socket;
  private final Thread receiver;
  private final Pinholes pinholes;
  private volatile boolean open = true;

  DatagramConnector(
      String name,
      DatagramSocket socket,
      InetSocketAddress announced,
      Optional<Endpoint> external,
      Traffic traffic,
      Reception reception)
      throws SocketException {
    super(name, Transport.UDP, announced, external, traffic, reception);
    this.socket = socket;
    socket.setReceiveBufferSize(SOCKET_BUFFER);
    socket.setSendBufferSize(SOCKET_BUFFER);
    pinholes =
        new Pinholes(
            name, peer -> socket.send(new DatagramPacket(EMPTY_LINES, EMPTY_LINES.length, peer)));
    receiver = Thread.ofPlatform().daemon().name("sip-udp-" + name).unstarted(this);
  }

  @Override
  public void start() {
    receiver.start();
    pinholes.start();
  }

  @Override
  public void run() {
    byte[] buffer = new byte[LARGEST];
    while (open) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        InetSocketAddress peer = (InetSocketAddress) packet.getSocketAddress();
        byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
        reception().take(new PeerChannel(this, peer), bytes);
      } catch (Throwable e) {
        if (open) {
          reception().troubles().met("A datagram failed at its reception by " + this, e);
          Thread.onSpinWait();
        }
      }
    }
  }

  @Override
  void send(Outgoing message, InetSocketAddress peer) throws IOException {
    if (!reception().largeRequests().take(this, message, peer)) {
      sendDatagram(message, peer);
    }
  }

  @Override
  void keepOpen(InetSocketAddress peer, Duration life) {
    pinholes.keep(peer, life);
  }

  /** Sends by datagram whatever its size. */
  void sendDatagram(Outgoing message, InetSocketAddress peer) throws IOException {
    byte[] bytes = message.bytes();
    message.count(traffic());
    socket.send(new DatagramPacket(bytes, bytes.length, peer));
  }

  @Override
  public void stop() {
    open = false;
    pinholes.close();
    socket.close();
    if (receiver != Thread.currentThread()) {
      try {
        receiver.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
