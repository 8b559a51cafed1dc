package org.jackfield.sip.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Binds the ports of its connectors and answers nothing: stands in until the core is joined. */
public final class StandInFactory implements SipServerFactory {
  @Override
  public SipServer start(ServerSettings settings) {
    return new StandIn();
  }

  private static final class StandIn implements SipServer {
    private final Map<String, Closeable> sockets = new ConcurrentHashMap<>();
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();

    @Override
    public void open(ConnectorSettings connector) throws IOException {
      Closeable socket;
      if (connector.transport() == Transport.UDP) {
        socket = new DatagramSocket(connector.address());
      } else {
        ServerSocket server = new ServerSocket();
        server.bind(connector.address());
        socket = server;
      }
      sockets.put(connector.name(), socket);
    }

    @Override
    public void close(String connector) {
      try (@Nullable Closeable socket = sockets.remove(connector)) {
        traffic.remove(connector);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Traffic traffic(String connector) {
      return traffic.computeIfAbsent(connector, name -> new Traffic());
    }

    @Override
    public void admit(AdmissionSettings admission) {}

    @Override
    public CompletionStage<Void> suspend() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void resume() {}

    @Override
    public int dialogs() {
      return 0;
    }

    @Override
    public int transactions() {
      return 0;
    }

    @Override
    public int queued() {
      return 0;
    }

    @Override
    public void stop() {
      sockets.keySet().forEach(this::close);
    }
  }
}
