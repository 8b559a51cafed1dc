package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP or TLS connection: one virtual thread reads, another writes what others put into its queue.
 * A peer that does not read loses its connection once the queue is full; it never holds a worker.
 */
final class StreamFlow extends Flow {
  private static final int READ_SIZE = 16_384;
  private static final int WAITING_BYTES = 4 << 20;
  private static final Outgoing END = new Outgoing(new byte[0], null);

  private final StreamConnector connector;
  private final Socket socket;
  private final BlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private volatile boolean open = true;

  StreamFlow(
      StreamConnector connector, Socket socket, InetSocketAddress peer, boolean openedByPeer) {
    super(peer, openedByPeer);
    this.connector = connector;
    this.socket = socket;
  }

  /** Starts both threads on a socket that is connected. */
  void start() {
    Thread.ofVirtual().name("sip-read-" + connector.name()).start(this::read);
    Thread.ofVirtual().name("sip-write-" + connector.name()).start(this::write);
  }

  /** Starts both threads; the writer connects first. */
  void start(Connect connect) {
    Thread.ofVirtual()
        .name("sip-write-" + connector.name())
        .start(() -> {
          try {
            connect.connect();
          } catch (IOException | RuntimeException e) {
            connector.lost(this, e);
            return;
          }
          Thread.ofVirtual().name("sip-read-" + connector.name()).start(this::read);
          write();
        });
  }

  private void read() {
    StreamFramer framer =
        new StreamFramer(
            connector.largestMessage(),
            bytes -> connector.received(this, bytes),
            () -> sendQuietly(Outgoing.pong()));
    byte[] buffer = new byte[READ_SIZE];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        framer.feed(buffer, count);
      }
      connector.lost(this, new IOException("The peer closed the connection"));
    } catch (StreamFramer.Unframed e) {
      connector.unframed(this, e);
    } catch (IOException e) {
      connector.lost(this, e);
    } catch (Throwable e) {
      connector.reception().troubles().met("A connection of " + connector + " failed", e);
      connector.lost(this, new IOException(e));
    }
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        Outgoing message = waiting.take();
        if (message == END) {
          shut();
          return;
        }
        message.count(connector.traffic());
        out.write(message.bytes());
        out.flush();
        waitingBytes.addAndGet(-message.bytes().length);
      }
    } catch (IOException e) {
      connector.lost(this, e);
    } catch (InterruptedException e) {
      close();
    } catch (Throwable e) {
      connector.reception().troubles().met("A connection of " + connector + " failed", e);
      connector.lost(this, new IOException(e));
    }
  }

  @Override
  void send(Outgoing message) throws IOException {
    if (!open) {
      throw new IOException("The connection with " + peer() + " is closed");
    }
    if (waitingBytes.addAndGet(message.bytes().length) > WAITING_BYTES) {
      IOException full = new IOException(peer() + " does not read what it is sent");
      connector.lost(this, full);
      throw full;
    }
    waiting.add(message);
  }

  private void sendQuietly(Outgoing message) {
    try {
      send(message);
    } catch (IOException e) {
      // the connection ends; the reader sees it too
    }
  }

  /** Sends what waits, then closes. */
  void closeAfterSending() {
    open = false;
    waiting.add(END);
  }

  /** What was never sent. */
  Iterable<Outgoing> unsent() {
    return waiting.stream().filter(m -> m != END).toList();
  }

  @Override
  boolean isOpen() {
    return open;
  }

  @Override
  void close() {
    open = false;
    waiting.add(END);
    shut();
  }

  private void shut() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  /** Opens the socket. */
  interface Connect {
    void connect() throws IOException;
  }
}
