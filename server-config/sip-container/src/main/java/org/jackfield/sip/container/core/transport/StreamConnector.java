package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * TCP, and TLS with the whole SSL context of the server. A peer is written to on the connection
 * that exists with it, whoever opened that; only without one, and only where that can work, a new
 * one is opened.
 */
final class StreamConnector extends Connector implements Runnable {
  private static final int CONNECT_MILLIS = 5000;
  private static final int MOST_CONNECTIONS = 50_000;
  // NAT commonly forgets a silent TCP connection after five minutes
  private static final int PROBE_SECONDS = 120;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket server;
  private final @Nullable SSLContext clientTls;
  private final boolean checksNames;
  private final Set<StreamFlow> own = ConcurrentHashMap.newKeySet();
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
    this.checksNames = settings.checksNames() && clientTls != null;
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
          // Out of file descriptors: accepting goes on failing at once until one is given back
          LockSupport.parkNanos(PAUSE);
        }
      }
    }
  }

  private void accept(Socket socket) throws IOException {
    if (own.size() >= MOST_CONNECTIONS) {
      socket.close();
      return;
    }
    try {
      prepare(socket);
      InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
      StreamFlow flow = new StreamFlow(this, socket, peer, true);
      if (reception().isShutOut(flow.channel())) {
        socket.close();
        return;
      }
      keep(flow);
      flow.start();
    } catch (IOException e) {
      // it went before it was here
      socket.close();
    }
  }

  private static void prepare(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    for (SocketOption<?> option : socket.supportedOptions()) {
      // By name: their constants are in a module that an application server need not show us
      switch (option.name()) {
        case "TCP_KEEPIDLE" -> set(socket, option, PROBE_SECONDS);
        case "TCP_KEEPINTERVAL" -> set(socket, option, PROBE_SECONDS / 4);
        case "TCP_KEEPCOUNT" -> set(socket, option, 4);
        default -> {}
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void set(Socket socket, SocketOption<?> option, int value) throws IOException {
    socket.setOption((SocketOption<Integer>) option, value);
  }

  private void keep(StreamFlow flow) {
    own.add(flow);
    reception().flows().keep(kind(), flow);
    if (!open) {
      lost(flow);
    }
  }

  @Override
  void send(Outgoing message, InetSocketAddress peer) throws IOException {
    Flow flow = reception().flows().find(kind(), peer).orElse(null);
    if (flow == null) {
      connect(message, peer);
    } else {
      flow.send(message);
    }
  }

  private synchronized void connect(Outgoing message, InetSocketAddress peer) throws IOException {
    InetSocketAddress to = message.otherwise();
    if (to == null) {
      throw new IOException("The connection of " + peer + " is gone, and it accepts none");
    }
    Flow existing = reception().flows().find(kind(), to).orElse(null);
    if (existing != null) {
      existing.send(message);
      return;
    }
    if (!open) {
      throw new IOException(this + " is closed");
    }
    Socket socket = clientTls == null ? new Socket() : clientTls.getSocketFactory().createSocket();
    StreamFlow flow = new StreamFlow(this, socket, to, false);
    flow.send(message);
    keep(flow);
    InetSocketAddress meant = checksNames ? PeerName.of(message, to) : to;
    flow.start(s -> connect(s, meant));
  }

  private void connect(Socket socket, InetSocketAddress to) throws IOException {
    if (checksNames && socket instanceof SSLSocket tls) {
      PeerName.demand(tls);
    }
    if (!server.getInetAddress().isAnyLocalAddress()) {
      socket.bind(new InetSocketAddress(server.getInetAddress(), 0));
    }
    socket.connect(to, CONNECT_MILLIS);
    prepare(socket);
  }

  int largestMessage() {
    return getSIPStack().getMaxMessageSize();
  }

  /** The connection ended, by whomever. */
  void lost(StreamFlow flow) {
    flow.close();
    own.remove(flow);
    reception().flows().forget(kind(), flow);
    flow.takeUnsent().forEach(message -> undelivered(flow, message));
  }

  void undelivered(StreamFlow flow, Outgoing message) {
    Runnable instead = message.undelivered();
    if (instead != null) {
      instead.run();
    } else if (message.about() instanceof SIPRequest request
        && !request.getMethod().equals("ACK")) {
      // RFC 3261 section 8.1.3.1: what cannot be sent counts as answered 503
      reception().takeOwn(flow.channel(), request.createResponse(503, "Not Delivered"));
    }
  }

  /** Our own mistake on a connection. */
  void failed(StreamFlow flow, Throwable mistake) {
    reception().troubles().met("A connection of " + this + " failed", mistake);
    lost(flow);
  }

  /** Nothing sensible can follow on this connection. */
  void unframed(StreamFlow flow, StreamFramer.Unframed reason) {
    reception().refuseUnreadable(flow.channel(), reason.seen(), reason.phrase());
    own.remove(flow);
    flow.closeAfterSending();
    reception().flows().forget(kind(), flow);
  }

  @Override
  public void stop() {
    open = false;
    try {
      server.close();
    } catch (IOException e) {
      reception().troubles().met("The port of " + this + " did not close", e);
    }
    own.forEach(this::lost);
    if (acceptor != Thread.currentThread()) {
      try {
        acceptor.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
