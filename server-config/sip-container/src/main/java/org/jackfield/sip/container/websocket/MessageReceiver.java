package org.jackfield.sip.container.websocket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jackfield.sip.container.WebSocketFlows.Inbound;

/** Puts frames together to SIP messages: RFC 7118 section 5, one message in text or binary. */
final class MessageReceiver extends AbstractReceiveListener {
  private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final WebSocketSettings settings;
  private final WebSocketConnection connection;
  private final Inbound inbound;

  MessageReceiver(WebSocketSettings settings, WebSocketConnection connection, Inbound inbound) {
    this.settings = settings;
    this.connection = connection;
    this.inbound = inbound;
  }

  @Override
  protected long getMaxTextBufferSize() {
    return settings.maxMessageSize();
  }

  @Override
  protected long getMaxBinaryBufferSize() {
    return settings.maxMessageSize();
  }

  @Override
  protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message)
      throws IOException {
    received(message.getData().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    try (var data = message.getData()) {
      ByteBuffer whole = WebSockets.mergeBuffers(data.getResource());
      byte[] bytes = new byte[whole.remaining()];
      whole.get(bytes);
      received(bytes);
    }
  }

  // RFC 5626 section 3.5.1: a keep-alive, which some clients send over WebSocket as well
  private void received(byte[] message) throws IOException {
    if (Arrays.equals(message, PING)) {
      connection.send(PONG);
    } else if (!Arrays.equals(message, PONG)) {
      inbound.received(message);
    }
  }
}
