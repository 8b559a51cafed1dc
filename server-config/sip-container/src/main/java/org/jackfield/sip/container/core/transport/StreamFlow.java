package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A TCP or TLS connection: one virtual thread reads, another writes what others put into its queue.
 * A peer that does not read loses its connection once the queue is full; it never holds a worker.
 */
final class StreamFlow implements Flow {
  private static final int READ_SIZE = 8192;
  private static final int WAITING_BYTES = 1 << 20;
  private static final int IDLE_MILLIS = (int) TimeUnit.HOURS.toMillis(2);
  private static final int FIRST_MESSAGE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);
  private static final byte[] PONG = {'\r', '\n'};
  private static final Outgoing END = Outgoing.back(new byte[0]);

  private final StreamConnector connector;
  private final Socket socket;
  private final InetSocketAddress peer;
  private final boolean openedByPeer;
  private final PeerChannel channel;
  private final BlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private volatile boolean open = true;

  StreamFlow(
      StreamConnector connector, Socket socket, InetSocketAddress peer, boolean openedByPeer) {
    this.connector = connector;
    this.socket = socket;
    this.peer = peer;
    this.openedByPeer = openedByPeer;
    this.channel = new PeerChannel(connector, peer, this, connector.traffic());
  }

  /** Starts to read and write; the socket is connected. */
  void start() {
    virtual("read").start(this::read);
    virtual("write").start(this::write);
  }

  /** Connects first, then starts to read and write. */
  void start(Connect connect) {
    virtual("write")
        .start(() -> {
          try {
            connect.connect(socket);
          } catch (IOException | RuntimeException e) {
            connector.lost(this);
            return;
          }
          virtual("read").start(this::read);
          write();
        });
  }

  private Thread.Builder virtual(String what) {
    return Thread.ofVirtual().name("sip-" + what + "-" + connector.name());
  }

  private void read() {
    StreamFramer framer = new StreamFramer(connector.largestMessage(), this::received, this::pong);
    byte[] buffer = new byte[READ_SIZE];
    try {
      // Whoever connects and says nothing gets no share of our sockets
      socket.setSoTimeout(openedByPeer ? FIRST_MESSAGE_MILLIS : IDLE_MILLIS);
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        framer.feed(buffer, count);
      }
      connector.lost(this);
    } catch (StreamFramer.Unframed e) {
      connector.unframed(this, e);
    } catch (IOException e) {
      connector.lost(this);
    } catch (Throwable e) {
      connector.failed(this, e);
    }
  }

  private void received(byte[] bytes) {
    try {
      if (socket.getSoTimeout() != IDLE_MILLIS) {
        socket.setSoTimeout(IDLE_MILLIS);
      }
    } catch (IOException e) {
      // closed meanwhile; what it said before still counts
    }
    Reception reception = connector.reception();
    reception.awaitRoom();
    try {
      reception.take(channel, bytes);
    } catch (Throwable e) {
      reception.troubles().met("A message failed at its reception by " + connector, e);
    }
  }

  /** RFC 5626 section 4.4.1: a double CRLF asks for a single one. */
  private void pong() {
    try {
      send(Outgoing.back(PONG));
    } catch (IOException e) {
      // the reader sees it too
    }
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      for (Outgoing message = waiting.take(); message != END; message = waiting.take()) {
        write(message, out);
      }
      shut();
    } catch (IOException e) {
      connector.lost(this);
    } catch (Throwable e) {
      connector.failed(this, e);
    }
  }

  private void write(Outgoing message, OutputStream out) throws IOException {
    try {
      message.count(connector.traffic());
      out.write(message.bytes());
      waitingBytes.addAndGet(-message.bytes().length);
    } catch (IOException e) {
      connector.undelivered(this, message);
      throw e;
    }
  }

  @Override
  public void send(Outgoing message) throws IOException {
    if (!open) {
      throw new IOException("The connection with " + peer + " is closed");
    }
    if (waitingBytes.addAndGet(message.bytes().length) > WAITING_BYTES) {
      connector.lost(this);
      throw new IOException(peer + " does not read what it is sent");
    }
    waiting.add(message);
    // this one, whatever JAIN-SIP thinks to be equal
    if (!open && waiting.removeIf(waits -> waits == message)) {
      throw new IOException("The connection with " + peer + " has just been closed");
    }
  }

  /** Sends what waits, then closes. */
  void closeAfterSending() {
    open = false;
    waiting.add(END);
  }

  /** Takes out what will never be sent. */
  List<Outgoing> takeUnsent() {
    List<Outgoing> unsent = new ArrayList<>();
    waiting.drainTo(unsent);
    waiting.add(END);
    unsent.removeIf(message -> message == END);
    return unsent;
  }

  PeerChannel channel() {
    return channel;
  }

  @Override
  public InetSocketAddress peer() {
    return peer;
  }

  @Override
  public boolean isOpenedByPeer() {
    return openedByPeer;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    closeAfterSending();
    shut();
  }

  @Override
  public List<Certificate> certificates() {
    if (!(socket instanceof SSLSocket tls)) {
      return List.of();
    }
    try {
      return List.of(tls.getSession().getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      // a certificate was not asked for
      return List.of();
    }
  }

  private void shut() {
    if (socket instanceof SSLSocket) {
      // Closing TLS says goodbye first, and waits for a peer that does not read
      virtual("close").start(this::closeSocket);
    } else {
      closeSocket();
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  /** Connects a socket. */
  interface Connect {
    void connect(Socket socket) throws IOException;
  }
}
