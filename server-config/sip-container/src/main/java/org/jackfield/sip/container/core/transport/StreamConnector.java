package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * TCP, and TLS with the whole SSL context of the server. A peer is written to on the connection
 * that exists with it, whoever opened that; only without one is a new one opened.
 */
final class StreamConnector extends Connector implements Runnable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int IDLE_MILLIS = 7_200_000;

  private final ServerSocket server;
  private final @Nullable SSLContext clientTls;
  private final Map<InetSocketAddress, StreamFlow> flows = new ConcurrentHashMap<>();
  private final Thread acceptor;
  private volatile boolean open = true;

  StreamConnector(
      ConnectorSettings settings,
      ServerSocket server,
      InetSocketAddress announced,
      Traffic traffic,
      Reception reception) {
    super(
        settings.name(), settings.transport(), announced, settings.external(), traffic, reception);
    this.server = server;
    this.clientTls = settings.clientTls().or(settings::serverTls).orElse(null);
    this.acceptor =
        Thread.ofPlatform().daemon().name("sip-accept-" + settings.name()).unstarted(this);
  }

  @Override
  public void start() {
    acceptor.start();
  }

  @Override
  public void run() {
    while (open) {
      try {
        accept(server.accept());
      } catch (Throwable e) {
        if (open) {
          reception().troubles().met("A connection failed to open at " + this, e);
        }
      }
    }
  }

  private void accept(Socket socket) throws IOException {
    InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    prepare(socket);
    StreamFlow flow = new StreamFlow(this, socket, peer, true);
    keep(flow);
    flow.start();
  }

  private static void prepare(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setSoTimeout(IDLE_MILLIS);
  }

  private void keep(StreamFlow flow) {
    StreamFlow before = flows.put(flow.peer(), flow);
    if (before != null) {
      before.close();
    }
  }

  @Override
  void send(Outgoing message, InetSocketAddress peer) throws IOException {
    StreamFlow flow = flows.get(peer);
    if (flow == null || !flow.isOpen()) {
      flow = connect(peer);
    }
    flow.send(message);
  }

  private synchronized StreamFlow connect(InetSocketAddress peer) throws IOException {
    StreamFlow existing = flows.get(peer);
    if (existing != null && existing.isOpen()) {
      return existing;
    }
    if (!open) {
      throw new IOException("Connector '" + name() + "' is closed");
    }
    Socket socket = clientTls == null ? new Socket() : clientTls.getSocketFactory().createSocket();
    StreamFlow flow = new StreamFlow(this, socket, peer, false);
    flows.put(peer, flow);
    flow.start(() -> {
      if (!getIpAddress().isLoopbackAddress()) {
        socket.bind(new InetSocketAddress(getIpAddress(), 0));
      }
      socket.connect(peer, CONNECT_MILLIS);
      prepare(socket);
    });
    return flow;
  }

  void received(StreamFlow flow, byte[] bytes) {
    reception().streamed(this, flow.peer(), bytes);
  }

  int largestMessage() {
    return getSIPStack().getMaxMessageSize();
  }

  /** The connection ended, by whomever. */
  void lost(StreamFlow flow, Exception reason) {
    flow.close();
    flows.remove(flow.peer(), flow);
  }

  /** Nothing sensible can follow on this connection. */
  void unframed(StreamFlow flow, StreamFramer.Unframed reason) {
    traffic().parseError();
    flow.closeAfterSending();
    flows.remove(flow.peer(), flow);
  }

  @Override
  public void stop() {
    open = false;
    try {
      server.close();
    } catch (IOException e) {
      reception().troubles().met("The port of " + this + " did not close", e);
    }
    flows.values().forEach(StreamFlow::close);
    flows.clear();
  }
}
