package org.jackfield.sip.container;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * The SIP server of this process, as the management model drives it. There is one in a JVM: the
 * core keeps statics. All methods may be called from any thread.
 */
public interface SipServer {
  /** Binds a connector and announces its address to the applications. */
  void open(ConnectorSettings connector) throws IOException;

  /** Gives the port of a connector back; unknown names are ignored. */
  void close(String connector);

  /**
   * Takes an application into service: its servlets have been initialised when this returns.
   *
   * @throws ServletException if a servlet or listener cannot be made or initialised, or if the name
   *     is taken
   */
  SipApplication deploy(ApplicationSettings application) throws ServletException;

  /**
   * Figures of one connector, kept from its opening to its closing. Under the name of any web
   * socket they are those of all web sockets together.
   */
  Traffic traffic(String connector);

  /**
   * Takes SIP over WebSocket from the web server, until {@link #close} of the same name, which no
   * connector may have.
   */
  WebSocketFlows openWebSocket(String name) throws IOException;

  /** Changes when calls are refused, from the next request on. */
  void admit(AdmissionSettings admission);

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

  /** Gives back every port, thread and session. */
  void stop();
}
