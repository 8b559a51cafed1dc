package org.jackfield.system.management;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;

/** Somebody who opens a WebSocket for SIP and says what comes to mind. */
record Heckler(HttpClient client, WebSocket socket) implements AutoCloseable {
  static Heckler at(String address) {
    HttpClient client = HttpClient.newHttpClient();
    return new Heckler(
        client,
        client
            .newWebSocketBuilder()
            .subprotocols("sip")
            .buildAsync(URI.create(address), new WebSocket.Listener() {})
            .join());
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }
}
