package org.jackfield.sip.container;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jackfield.sip.container.ban.Bans;

/**
 * The SIP server of this process, as the management model drives it. There is one in a JVM: the
 * core keeps statics. All methods may be called from any thread.
 */
public interface SipServer {
  /** Binds a connector and announces its address to the applications. */
  void open(ConnectorSettings connector) throws IOException;

  /** Gives the port of a connector back; unknown names are ignored. */
  void close(String connector);

  /** What is known of a connector from its opening to its closing; empty under other names. */
  Optional<ConnectorFigures> figures(String connector);

  /**
   * Takes an application into service: its servlets have been initialised when this returns.
   *
   * @throws ServletException if a servlet or listener cannot be made or initialised, or if the name
   *     is taken
   */
  SipApplication deploy(ApplicationSettings application) throws ServletException;

  /**
   * Takes SIP over WebSocket from the web server, until {@link #closeWebSocket}. Web sockets have
   * names of their own: a connector may be called the same.
   */
  WebSocketFlows openWebSocket(String name) throws IOException;

  /** Lets no more connections in by this web socket; unknown names are ignored. */
  void closeWebSocket(String name);

  /** As {@link #figures}, of a web socket. */
  Optional<ConnectorFigures> webSocketFigures(String name);

  /** Changes when calls are refused, from the next request on. */
  void admit(AdmissionSettings admission);

  /** Changes who is shut out, from the next message on; bans that run go on. */
  void ban(BanSettings bans);

  /** Who is shut out now. */
  Bans bans();

  /**
   * Refuses new calls with 503; the stage completes when the last live dialog has ended. May be
   * called again while suspended.
   */
  CompletionStage<Void> suspend();

  /** Takes calls again. */
  void resume();

  /** Dialogs that are early or confirmed now. */
  int dialogs();

  /**
   * Client and server transactions that exist now, ended ones that absorb retransmissions included.
   */
  int transactions();

  /** Messages received and not yet taken by a worker. */
  int queued();

  /** Requests refused with 503 since the start, by whatever way they came, open still or not. */
  long rejected();

  /** Gives back every port, thread and session. */
  void stop();
}
