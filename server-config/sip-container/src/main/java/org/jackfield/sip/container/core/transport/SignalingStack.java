package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.Traffic;

/**
 * The SIP stack of the server: transports that can be added and removed while it runs, transactions
 * and dialogs above them. Any thread may enter.
 */
public final class SignalingStack {
  private final Troubles troubles = new Troubles();
  private final Stripes stripes;
  private final JainStack stack;
  private final Reception reception;
  private final Map<String, Connector> connectors = new LinkedHashMap<>();

  public SignalingStack(ServerSettings settings) {
    stripes = new Stripes(settings.workers(), troubles);
    try {
      stack = new JainStack(settings, stripes);
    } catch (PeerUnavailableException e) {
      stripes.shutdown();
      throw new IllegalStateException("The SIP stack does not start: " + e.getMessage(), e);
    }
    reception = new Reception(stack, stripes, troubles);
  }

  /** What the servlet core is given as its stack. */
  public SipStackImpl stack() {
    return stack;
  }

  /**
   * Binds a connector.
   *
   * @return a provider that has this connector as its only listening point
   * @throws IOException naming connector, address and cause, with nothing left bound
   */
  public synchronized SipProvider open(ConnectorSettings settings, Traffic traffic)
      throws IOException {
    if (connectors.containsKey(settings.name())) {
      throw new IOException("Connector '" + settings.name() + "' is open already");
    }
    Connector connector = Binding.bind(settings, traffic, reception);
    try {
      SipProvider provider = stack.attach(connector);
      connectors.put(settings.name(), connector);
      return provider;
    } catch (SipException | RuntimeException e) {
      stack.detach(connector);
      connector.stop();
      throw Binding.failure(settings, e);
    }
  }

  /** Gives the port of a connector back; unknown names are ignored. */
  public synchronized void close(String name) {
    Connector connector = connectors.remove(name);
    if (connector != null) {
      stack.detach(connector);
    }
  }

  /** Messages received and not yet taken by a worker. */
  public int queued() {
    return stripes.queued();
  }

  /** Client and server transactions, ended ones that absorb retransmissions included. */
  public int transactions() {
    return stack.getClientTransactionTableSize() + stack.getServerTransactionTableSize();
  }

  /** Gives back every port and thread. */
  public synchronized void stop() {
    connectors.values().forEach(stack::detach);
    connectors.clear();
    stack.stop();
    stripes.shutdown();
  }
}
