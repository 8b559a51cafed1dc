package org.jackfield.sip.container.websocket;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jackfield.sip.container.WebSocketFlows;
import org.jackfield.sip.container.WebSocketFlows.Inbound;

/** Shakes hands with clients of the subprotocol {@code sip}, and hands their connections over. */
public final class WebSocketEndpoint implements HttpHandler {
  private static final String SUBPROTOCOL = "sip";
  private static final Pattern PROTOCOLS = Pattern.compile("[,\\s]+");

  private final WebSocketSettings settings;
  private final WebSocketFlows flows;
  private final WebSocketProtocolHandshakeHandler handshake;

  public WebSocketEndpoint(WebSocketSettings settings, WebSocketFlows flows) {
    this.settings = settings;
    this.flows = flows;
    this.handshake =
        new WebSocketProtocolHandshakeHandler(
            List.of(new Hybi13Handshake(Set.of(SUBPROTOCOL), false)),
            this::connected,
            exchange -> exchange.setStatusCode(StatusCodes.BAD_REQUEST));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    // RFC 6455 section 10.2: browsers tell which page connects; what is no browser need not
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null && !settings.allows(origin)) {
      exchange.setStatusCode(StatusCodes.FORBIDDEN);
      return;
    }
    // RFC 7118 section 4.1: both sides must agree on the subprotocol
    if (!offersSip(exchange)) {
      exchange.setStatusCode(StatusCodes.BAD_REQUEST);
      return;
    }
    handshake.handleRequest(exchange);
  }

  private static boolean offersSip(HttpServerExchange exchange) {
    return Stream.ofNullable(exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_PROTOCOL))
        .flatMap(HeaderValues::stream)
        .flatMap(PROTOCOLS::splitAsStream)
        .anyMatch(SUBPROTOCOL::equalsIgnoreCase);
  }

  public WebSocketSettings settings() {
    return settings;
  }

  /** Ends the connections that are open. */
  public void close() {
    for (WebSocketChannel channel : handshake.getPeerConnections()) {
      WebSockets.sendClose(CloseMessage.GOING_AWAY, "", channel, new ClosingWhenSent());
    }
  }

  private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    boolean secure = "https".equals(exchange.getRequestScheme()) || channel.isSecure();
    WebSocketConnection connection = new WebSocketConnection(settings, channel, secure);
    try {
      Inbound inbound = flows.opened(connection);
      channel.addCloseTask(closed -> inbound.closed());
      channel.getReceiveSetter().set(new MessageReceiver(settings, inbound));
      channel.resumeReceives();
    } catch (IOException e) {
      WebSockets.sendClose(CloseMessage.UNEXPECTED_ERROR, "", channel, new ClosingWhenSent());
    }
  }
}
