package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jackfield.system.Await;
import org.jspecify.annotations.Nullable;

/**
 * TCP or TLS on loopback: one connection to the server, opened by the first message, and a port
 * that takes the server's own connections.
 */
final class StreamWire implements Wire {
  /** CR LF CR LF. */
  private static final int EMPTY_LINE = 0x0D0A0D0A;

  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final @Nullable SSLContext tls;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile @Nullable BiConsumer<String, Way> receiver;
  private @Nullable Socket opened;

  StreamWire(InetSocketAddress server) {
    this(server, null);
  }

  /** Over TLS, where the context of the phone is given. */
  StreamWire(InetSocketAddress server, @Nullable SSLContext tls) {
    this.server = server;
    this.tls = tls;
    try {
      listening = tls == null ? new ServerSocket() : listening(tls);
      listening.bind(new InetSocketAddress(DatagramWire.loopback(server), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who calls a phone shows the certificate that the phone believes in. */
  private static ServerSocket listening(SSLContext tls) throws IOException {
    SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket();
    socket.setNeedClientAuth(true);
    return socket;
  }

  @Override
  public String transport() {
    return tls == null ? "TCP" : "TLS";
  }

  @Override
  public String address() {
    return DatagramWire.text(listening.getInetAddress(), listening.getLocalPort());
  }

  @Override
  public void send(byte[] message) {
    write(message, toServer());
  }

  private synchronized Socket toServer() {
    try {
      if (opened == null) {
        Socket socket = tls == null ? new Socket() : tls.getSocketFactory().createSocket();
        socket.connect(server);
        socket.setTcpNoDelay(true);
        opened = socket;
        read(socket);
      }
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(byte[] message, Socket socket) {
    try {
      synchronized (socket) {
        OutputStream out = socket.getOutputStream();
        out.write(message);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int accepted() {
    return accepted.get();
  }

  @Override
  public void listen(BiConsumer<String, Way> newReceiver) {
    receiver = newReceiver;
    Thread.ofVirtual().name("phone").start(this::accept);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        accepted.incrementAndGet();
        read(socket);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void read(Socket socket) {
    sockets.add(socket);
    Thread.ofVirtual().name("phone").start(() -> receive(socket));
  }

  private void receive(Socket socket) {
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      String message = next(in);
      while (message != null) {
        BiConsumer<String, Way> current = receiver;
        if (current != null) {
          current.accept(message, answer -> write(answer.getBytes(UTF_8), socket));
        }
        message = next(in);
      }
    } catch (IOException closed) {
      // the server or the phone has hung up the connection
    }
  }

  /** RFC 3261 section 18.3: on a stream Content-Length says where a message ends. */
  private static @Nullable String next(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lastFour = 0;
    while (lastFour != EMPTY_LINE) {
      int read = in.read();
      if (read < 0) {
        return null;
      }
      if (head.size() > 0 || !Character.isWhitespace(read)) {
        head.write(read);
        lastFour = lastFour << 8 | read;
      }
    }
    String text = head.toString(UTF_8);
    int length =
        text.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return text + new String(in.readNBytes(length), UTF_8);
  }

  @Override
  public void hangUp() {
    Socket socket = toServer();
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Its reader closes it at the end of what the server says
    Await.until("the server has hung up", socket::isClosed);
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
