package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ScheduledExecutorService;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.jackfield.sip.container.ServerSettings;
import org.jspecify.annotations.Nullable;

/** JAIN-SIP with our own transports below its transactions. */
final class JainStack extends SipStackImpl {
  private final Stripes stripes;
  private @Nullable Connector opening;

  JainStack(ServerSettings settings, Stripes stripes) throws PeerUnavailableException {
    super(StackProperties.of(settings));
    this.stripes = stripes;
  }

  /** Makes a connector, whose port is bound already, a listening point with its own provider. */
  synchronized SipProvider attach(Connector connector) throws SipException {
    opening = connector;
    try {
      ListeningPoint point =
          createListeningPoint(
              connector.getIpAddress().getHostAddress(),
              connector.getPort(),
              connector.getTransport());
      return createSipProvider(point);
    } catch (InvalidArgumentException e) {
      throw new SipException(e.getMessage(), e);
    } finally {
      opening = null;
    }
  }

  /** Forgets the connector and gives its port back. The stack itself goes on without any. */
  synchronized void detach(Connector connector) {
    ListeningPointImpl point = connector.getListeningPoint();
    removeMessageProcessor(connector);
    if (point != null) {
      listeningPoints.values().remove(point);
      SipProviderImpl provider = point.getProvider();
      if (provider != null) {
        provider.removeListeningPoints();
        sipProviders.remove(provider);
      }
    }
  }

  @Override
  protected MessageProcessor createMessageProcessor(InetAddress address, int port, String transport)
      throws IOException {
    Connector connector = opening;
    if (connector == null) {
      throw new IOException("Connectors are opened through the server's own settings");
    }
    addMessageProcessor(connector);
    return connector;
  }

  @Override
  public ScheduledExecutorService getSelfRoutingThreadpoolExecutor() {
    return stripes;
  }
}
