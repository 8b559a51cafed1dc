package org.jackfield.sip.container.websocket;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** Ends a connection when the last that it shall carry has been sent. */
final class ClosingWhenSent implements WebSocketCallback<Void> {
  @Override
  public void complete(WebSocketChannel channel, @Nullable Void context) {
    IoUtils.safeClose(channel);
  }

  @Override
  public void onError(WebSocketChannel channel, @Nullable Void context, Throwable error) {
    IoUtils.safeClose(channel);
  }
}
