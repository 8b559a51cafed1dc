package org.jackfield.sip.container.websocket;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.sip.container.WebSocketFlows;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** An Undertow channel on which whole SIP messages are sent. Any thread may enter. */
final class WebSocketConnection implements WebSocketFlows.Connection {
  /** A peer that reads no more is given up after as many of the longest messages. */
  private static final int UNREAD_MESSAGES = 16;

  private final WebSocketSettings settings;
  private final WebSocketChannel channel;
  private final boolean secure;
  private final AtomicLong unread = new AtomicLong();

  WebSocketConnection(WebSocketSettings settings, WebSocketChannel channel, boolean secure) {
    this.settings = settings;
    this.channel = channel;
    this.secure = secure;
  }

  @Override
  public InetSocketAddress peer() {
    return channel.getSourceAddress();
  }

  @Override
  public InetSocketAddress local() {
    return channel.getDestinationAddress();
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public void send(byte[] message) throws IOException {
    if (!channel.isOpen()) {
      throw new IOException("The WebSocket connection of " + peer() + " is closed");
    }
    if (unread.addAndGet(message.length) > (long) UNREAD_MESSAGES * settings.maxMessageSize()) {
      close();
      throw new IOException("The WebSocket client " + peer() + " does not read");
    }
    Sent sent = new Sent(message.length);
    if (isText(message)) {
      WebSockets.sendText(ByteBuffer.wrap(message), channel, sent);
    } else {
      WebSockets.sendBinary(ByteBuffer.wrap(message), channel, sent);
    }
  }

  // RFC 6455 section 8.1: a client fails the connection on text that is not UTF-8, and a body of
  // SIP may be anything
  private static boolean isText(byte[] message) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public void close() {
    IoUtils.safeClose(channel);
  }

  private final class Sent implements WebSocketCallback<Void> {
    private final int length;

    Sent(int length) {
      this.length = length;
    }

    @Override
    public void complete(WebSocketChannel channel, @Nullable Void context) {
      unread.addAndGet(-length);
    }

    @Override
    public void onError(WebSocketChannel channel, @Nullable Void context, Throwable error) {
      close();
    }
  }
}
