package org.jackfield.sip.container.websocket;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jackfield.sip.container.WebSocketFlows.Inbound;
import org.xnio.ChannelListener;

/** Puts frames together to SIP messages: RFC 7118 section 5, one message in text or binary. */
final class MessageReceiver extends AbstractReceiveListener {
  private final WebSocketSettings settings;
  private final Inbound inbound;

  MessageReceiver(WebSocketSettings settings, Inbound inbound) {
    this.settings = settings;
    this.inbound = inbound;
  }

  @Override
  protected void onText(WebSocketChannel channel, StreamSourceFrameChannel message) {
    new Gathering(channel).handleEvent(message);
  }

  @Override
  protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel message) {
    new Gathering(channel).handleEvent(message);
  }

  /**
   * One message, gathered as it comes. Undertow's own buffer is not used: what it is told to be the
   * largest size, it compares only at the end of a message that comes in pieces.
   */
  private final class Gathering implements ChannelListener<StreamSourceFrameChannel> {
    private final WebSocketChannel channel;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    Gathering(WebSocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void handleEvent(StreamSourceFrameChannel message) {
      ByteBuffer piece = ByteBuffer.allocate(2048);
      try {
        int length = message.read(piece);
        while (length > 0) {
          gathered.write(piece.array(), 0, length);
          if (gathered.size() > settings.maxMessageSize()) {
            refuse();
            return;
          }
          piece.clear();
          length = message.read(piece);
        }
        if (length < 0) {
          inbound.received(gathered.toByteArray());
        } else {
          message.getReadSetter().set(this);
          message.resumeReads();
        }
      } catch (IOException e) {
        onError(channel, e);
      }
    }

    private void refuse() {
      channel.suspendReceives();
      WebSockets.sendClose(
          new CloseMessage(CloseMessage.MSG_TOO_BIG, "Message Too Large"),
          channel,
          new ClosingWhenSent());
    }
  }
}
