package org.jackfield.system.sip;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A phone in a web page: speaks SIP over one WebSocket connection, RFC 7118. */
public final class WebSocketPhone implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final String transport;
  private final String id = UUID.randomUUID().toString().substring(0, 12);
  private final Ear ear = new Ear();
  private final HttpClient client;
  private final WebSocket socket;

  private WebSocketPhone(URI address, String subprotocol, @Nullable String origin) {
    transport = address.getScheme();
    // the server makes its certificate itself; whether to trust it is not what is tested here
    client = HttpClient.newBuilder().sslContext(Keys.trustingAnybody()).build();
    WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols(subprotocol);
    if (origin != null) {
      builder.header("Origin", origin);
    }
    socket = builder.connectTimeout(Duration.ofSeconds(10)).buildAsync(address, ear).join();
  }

  public static WebSocketPhone connect(String address) {
    return new WebSocketPhone(URI.create(address), "sip", null);
  }

  static WebSocketPhone connectFrom(String origin, String address) {
    return new WebSocketPhone(URI.create(address), "sip", origin);
  }

  static WebSocketPhone connectSpeaking(String subprotocol, String address) {
    return new WebSocketPhone(URI.create(address), subprotocol, null);
  }

  /** A request of this phone, which as web pages do knows no address of its own. */
  public String request(String method, int number, String toTag, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return method
        + " sip:service@example.invalid SIP/2.0\r\n"
        + "Via: SIP/2.0/"
        + transport.toUpperCase(java.util.Locale.ROOT)
        + " "
        + id
        + ".invalid;branch=z9hG4bK"
        + method
        + number
        + id
        + "\r\n"
        + "From: <sip:page@example.invalid>;tag=page\r\n"
        + "To: <sip:service@example.invalid>"
        + (toTag.isEmpty() ? "" : ";tag=" + toTag)
        + "\r\n"
        + "Call-ID: "
        + id
        + "\r\n"
        + "CSeq: "
        + number
        + " "
        + method
        + "\r\n"
        + "Contact: <sip:"
        + id
        + "@"
        + id
        + ".invalid;transport=ws>\r\n"
        + "Max-Forwards: 70\r\n"
        + more
        + "Content-Length: 0\r\n\r\n";
  }

  /** The answer to a request that came in, from the lines of the request. */
  public static String answer(String request, String status) {
    StringBuilder answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
    request
        .lines()
        .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq)\\s*:.*"))
        .forEach(line -> answer.append(line).append("\r\n"));
    return answer.append("Content-Length: 0\r\n\r\n").toString();
  }

  public void send(String message) {
    socket.sendText(message, true).join();
  }

  /** Sends a message whose end the server may not wait for. */
  void sendWhatGoes(String message) {
    CompletableFuture<WebSocket> sending = socket.sendText(message, true);
    sending.exceptionally(ended -> socket).join();
  }

  void sendInPieces(String message, int length) {
    for (int from = 0; from < message.length(); from += length) {
      int to = Math.min(message.length(), from + length);
      socket.sendText(message.substring(from, to), to == message.length()).join();
    }
  }

  void sendBinary(String message) {
    socket.sendBinary(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), true).join();
  }

  void ping() {
    socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
  }

  /** What comes next: a message, {@code pong}, or {@code closed} with its code. */
  public String next() throws InterruptedException {
    String next = ear.heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing came in " + PATIENCE_SECONDS + " s");
    }
    return next;
  }

  /** The next final response. */
  public String response() throws InterruptedException {
    String response = next();
    while (response.startsWith("SIP/2.0 1")) {
      response = next();
    }
    return response;
  }

  static String toTag(String response) {
    Matcher tag = Pattern.compile("(?im)^To:.*;tag=([^;\\s]+)").matcher(response);
    if (!tag.find()) {
      throw new AssertionError("No tag in To of\n" + response);
    }
    return tag.group(1);
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }

  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final Set<String> answers = new HashSet<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String message = text.toString();
        // A 2xx comes again until its ACK is there (RFC 3261 section 13.3.1.4)
        if (!message.startsWith("SIP/2.0 2") || answers.add(message)) {
          heard.add(message);
        }
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      heard.add("pong");
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      heard.add("closed " + status);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      heard.add("closed by " + (error instanceof IOException ? "the server" : error));
    }
  }
}
