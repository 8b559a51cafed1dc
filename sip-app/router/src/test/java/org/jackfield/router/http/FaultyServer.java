package org.jackfield.router.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/** A web server that has a fault under each path, byte for byte; and what it was asked. */
final class FaultyServer implements AutoCloseable {

  static final String BUSY = "<Response><Reject reason=\"busy\"/></Response>";

  final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();

  private final byte[] bomb = bomb();

  FaultyServer(Certificates certificates) throws Exception {
    serve("plain", new ServerSocket(0, 2_000, loopback()));
    for (String name : List.of("good", "expired", "misnamed", "selfsigned")) {
      SSLContext context = certificates.showing(name);
      serve(name, context.getServerSocketFactory().createServerSocket(0, 50, loopback()));
    }
    ports.put("black", blackHole());
    try (ServerSocket closed = new ServerSocket(0, 1, loopback())) {
      ports.put("closed", closed.getLocalPort());
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** A port whose queue is full: the kernel does not answer who wants to connect. */
  private int blackHole() throws IOException {
    ServerSocket full = new ServerSocket(0, 1, loopback());
    servers.add(full);
    for (int i = 0; i < 4; i++) {
      Socket waiting = new Socket();
      open.add(waiting);
      try {
        waiting.connect(new InetSocketAddress(loopback(), full.getLocalPort()), 100);
      } catch (IOException late) {
        break;
      }
    }
    return full.getLocalPort();
  }

  String address(String path) {
    return "http://127.0.0.1:" + ports.get("plain") + path;
  }

  String tls(String certificate) {
    return "https://localhost:" + ports.get(certificate) + "/busy";
  }

  String closed() {
    return "http://127.0.0.1:" + ports.get("closed") + "/";
  }

  String black() {
    return "http://127.0.0.1:" + ports.get("black") + "/";
  }

  private void serve(String name, ServerSocket server) {
    servers.add(server);
    ports.put(name, server.getLocalPort());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              open.add(socket);
              Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  private void converse(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String request = head(in); !request.isEmpty(); request = head(in)) {
        in.readNBytes(length(request));
        String target = request.split(" ", 3)[1];
        asked.add(target);
        answer(target.split("\\?", 2)[0], socket);
      }
    } catch (IOException gone) {
      // The other side has had enough
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        return "";
      }
      head.append((char) read);
    }
    return head.toString();
  }

  private static int length(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  private void answer(String path, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (path) {
      case "/busy" -> say(out, "200 OK", "text/xml", BUSY);
      case "/slow-headers" -> out.write("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
      case "/slow-body" ->
          write(
              out, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 99\r\n\r\n<Resp");
      case "/reset" -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case "/garbage" -> write(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
      case "/401" -> say(out, "401 Unauthorized", "text/plain", "Who?");
      case "/404" -> say(out, "404 Not Found", "text/plain", "What?");
      case "/500" -> say(out, "500 Internal Server Error", "text/plain", "Oops");
      case "/empty" -> say(out, "200 OK", "text/xml", "");
      case "/wrong-type" -> say(out, "200 OK", "application/json", "{}");
      case "/bad-xml" -> say(out, "200 OK", "text/xml", "<Response><Say></Response>");
      case "/too-large" -> say(out, "200 OK", "text/xml", BUSY + " ".repeat(70_000));
      case "/loop" -> say(out, "302 Found", "text/plain", "", "Location: /loop");
      case "/inward" -> say(out, "302 Found", "text/plain", "", "Location: http://10.0.0.1/");
      case "/gzip-bomb" -> say(out, "200 OK", "text/xml", bomb, "Content-Encoding: gzip");
      case "/cookie-bomb" -> say(out, "200 OK", "text/xml", BUSY, cookies(2_000));
      default -> say(out, "500 Internal Server Error", "text/plain", "No such fault");
    }
    out.flush();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 20; i++) {
        packing.write(new byte[1_000_000]);
      }
    }
    return packed.toByteArray();
  }

  private static String[] cookies(int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = "Set-Cookie: c" + i + "=" + "x".repeat(100);
    }
    return lines;
  }

  private static void say(OutputStream out, String status, String type, String body, String... more)
      throws IOException {
    say(out, status, type, body.getBytes(StandardCharsets.UTF_8), more);
  }

  private static void say(OutputStream out, String status, String type, byte[] body, String... more)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Type: " + type);
    for (String line : more) {
      head.append("\r\n").append(line);
    }
    write(out, head + "\r\nContent-Length: " + body.length + "\r\n\r\n");
    out.write(body);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      for (ServerSocket server : servers) {
        server.close();
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException alreadyClosed) {
      throw new java.io.UncheckedIOException(alreadyClosed);
    }
  }
}
