package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;

/**
 * WebSocket or secure WebSocket, RFC 7118. It binds nothing: the web server accepts the connections
 * and brings them here. A client can only be reached on its own connection.
 */
final class WebSocketConnector extends Connector {
  private static final byte[] PONG = {'\r', '\n'};

  private final Set<WebSocketFlow> own = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  WebSocketConnector(
      Transport kind,
      InetSocketAddress announced,
      Optional<Endpoint> external,
      Reception reception) {
    // Each connection counts for the web socket that it came by, none for this
    super(kind.token(), kind, announced, external, new Traffic(), reception);
  }

  WebSocketFlows.Incoming accept(
      InetSocketAddress peer, WebSocketFlows.Socket socket, Traffic traffic) {
    WebSocketFlow flow = new WebSocketFlow(distinct(peer), socket, traffic);
    own.add(flow);
    reception().flows().keep(kind(), flow);
    if (!open || reception().isShutOut(flow.channel)) {
      flow.close();
    }
    return flow;
  }

  /**
   * A proxy before the web server tells the client's address without its port; each connection gets
   * one of its own, which only we know.
   */
  private InetSocketAddress distinct(InetSocketAddress peer) {
    InetSocketAddress distinct = peer;
    while (distinct.getPort() == 0 || reception().flows().find(kind(), distinct).isPresent()) {
      int port = ThreadLocalRandom.current().nextInt(1, 65_536);
      distinct = new InetSocketAddress(peer.getAddress(), port);
    }
    return distinct;
  }

  @Override
  PeerChannel channel(InetSocketAddress peer) {
    return reception()
        .flows()
        .find(kind(), peer)
        .map(flow -> ((WebSocketFlow) flow).channel)
        .orElseGet(() -> super.channel(peer));
  }

  @Override
  void send(Outgoing message, InetSocketAddress peer) throws IOException {
    reception()
        .flows()
        .find(kind(), peer)
        .orElseThrow(() -> new IOException("No WebSocket connection with " + peer))
        .send(message);
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    open = false;
    own.forEach(WebSocketFlow::close);
  }

  private final class WebSocketFlow implements Flow, WebSocketFlows.Incoming {
    private final InetSocketAddress peer;
    private final WebSocketFlows.Socket socket;
    private final PeerChannel channel;
    private volatile boolean alive = true;

    WebSocketFlow(InetSocketAddress peer, WebSocketFlows.Socket socket, Traffic traffic) {
      this.peer = peer;
      this.socket = socket;
      this.channel = new PeerChannel(WebSocketConnector.this, peer, this, traffic);
    }

    @Override
    public void received(byte[] message) {
      try {
        if (isPing(message)) {
          send(Outgoing.back(PONG));
        } else if (message.length > getSIPStack().getMaxMessageSize()) {
          byte[] start = Arrays.copyOf(message, getSIPStack().getMaxMessageSize());
          reception().refuseUnreadable(channel, start, "Message Too Large");
        } else {
          reception().take(channel, message);
        }
      } catch (IOException e) {
        close();
      } catch (Throwable e) {
        reception().troubles().met("A message failed at its reception by " + this, e);
      }
    }

    /** RFC 7118 section 6 leaves the CRLF keep-alive of RFC 5626 to those who still send it. */
    private static boolean isPing(byte[] message) {
      return message.length == 4 && message[0] == '\r' && message[2] == '\r';
    }

    @Override
    public void closed() {
      alive = false;
      own.remove(this);
      reception().flows().forget(kind(), this);
    }

    @Override
    public InetSocketAddress peer() {
      return peer;
    }

    @Override
    public boolean isOpenedByPeer() {
      return true;
    }

    @Override
    public void send(Outgoing message) throws IOException {
      if (!alive) {
        throw new IOException("The WebSocket connection with " + peer + " is closed");
      }
      message.count(channel.traffic());
      socket.send(message.bytes());
    }

    @Override
    public boolean isOpen() {
      return alive;
    }

    @Override
    public void close() {
      closed();
      socket.close();
    }

    @Override
    public List<Certificate> certificates() {
      return List.of();
    }
  }
}
