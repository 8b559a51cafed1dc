package org.jackfield.sip.container.core;

import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.SipListenerExt;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.ar.spi.SipApplicationRouterProvider;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import org.jackfield.sip.container.AdmissionSettings;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.BanSettings;
import org.jackfield.sip.container.ConnectorFigures;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.SipApplication;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.WebSocketFlows;
import org.jackfield.sip.container.ban.Bans;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jackfield.sip.container.routing.ApplicationRouterProvider;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.DNSAddressResolver;
import org.mobicents.servlet.sip.core.ExtendedListeningPoint;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.core.message.OutboundProxy;
import org.mobicents.servlet.sip.startup.StaticServiceHolder;

/** The SIP server over Restcomm's dispatcher and our transports. */
final class CoreServer implements SipServer {
  /** Admission is ours, before the message is parsed. */
  private static final long NO_CONGESTION_CONTROL = -1;

  private final SignalingStack stack;
  private final int sessionMinutes;
  private final SipApplicationDispatcherImpl dispatcher;
  private final SipListenerExt listener;
  private final CoreService service;
  private final Map<String, Bound> connectors = new ConcurrentHashMap<>();
  private final Map<Transport, Joined> places = new EnumMap<>(Transport.class);
  private final WebSocketEntrance webSockets;
  private final Map<String, CoreApplication> applications = new ConcurrentHashMap<>();

  private final byte[] nonceSecret = new byte[32];
  private final Drain drain = new Drain();
  private final CoreContext nobody;

  /** What the servlet core knows of a connector, or of the place for web sockets. */
  private record Joined(
      SipProvider provider, ExtendedListeningPoint point, SipConnector connector) {}

  private record Bound(Joined joined, ConnectorFigures figures) {}

  /** Starts a server with no connector yet. */
  static CoreServer start(ServerSettings settings) {
    // the core's own look-up goes through javax.imageio, which newer JDKs keep to images
    System.setProperty(
        SipApplicationRouterProvider.class.getName(), ApplicationRouterProvider.class.getName());
    return new CoreServer(settings);
  }

  private CoreServer(ServerSettings settings) {
    new SecureRandom().nextBytes(nonceSecret);
    sessionMinutes = settings.sessionTimeoutMinutes();
    stack = new SignalingStack(settings);
    webSockets = new WebSocketEntrance(stack, this::joinPlace, this::leavePlace);
    service =
        new CoreService(
            stack.stack(), settings.outboundProxy().map(CoreServer::proxy).orElse(null));
    // the dispatcher's own constructor asks for it
    StaticServiceHolder.sipStandardService = service;
    dispatcher = new SipApplicationDispatcherImpl();
    service.setSipApplicationDispatcher(dispatcher);
    listener = new Failover(dispatcher);
    dispatcher.setSipService(service);
    dispatcher.setSipStack(stack.stack());
    dispatcher.setDomain("jackfield");
    dispatcher.setBaseTimerInterval(settings.t1Millis());
    dispatcher.setT2Interval(settings.t2Millis());
    dispatcher.setT4Interval(settings.t4Millis());
    // RFC 3261 section 17.1.1.2: at least 32 s on unreliable transports
    dispatcher.setTimerDInterval(32_000);
    dispatcher.setBypassRequestExecutor(true);
    dispatcher.setBypassResponseExecutor(true);
    dispatcher.setGatherStatistics(false);
    dispatcher.setCongestionControlCheckingInterval(NO_CONGESTION_CONTROL);
    CoreLog.guard();
    NameServers.use(settings.dnsServers());
    dispatcher.setDNSServerLocator(new NextServers(settings.outboundProxy().isPresent()));
    dispatcher.init();
    dispatcher.getSipFactory().initialize("gov.nist", false);
    dispatcher.start();
    stack.stack().setAddressResolver(new DNSAddressResolver(dispatcher));
    dispatcher.putInService();
    nobody = refuseWhatIsForNobody();
  }

  private static OutboundProxy proxy(Endpoint endpoint) {
    boolean six = endpoint.host().contains(":");
    OutboundProxy proxy = new OutboundProxy("localhost:" + endpoint.port());
    proxy.setHost(six ? "[" + endpoint.host() + "]" : endpoint.host());
    return proxy;
  }

  private CoreContext refuseWhatIsForNobody() {
    ApplicationRouterProvider.router().otherwise(Optional.of(Nobody.NAME));
    try {
      return start(Nobody.settings(new CoreVisitors(stack.bans(), Nobody.NAME))).context();
    } catch (ServletException e) {
      throw new IllegalStateException("Nobody can refuse what is for nobody", e);
    }
  }

  @Override
  public synchronized void open(ConnectorSettings settings) throws IOException {
    Traffic traffic = new Traffic();
    SipProvider provider = stack.open(settings, traffic);
    try {
      Joined joined = join(settings.transport(), settings.external(), provider);
      connectors.put(
          settings.name(),
          new Bound(joined, new OpenFigures(stack, Optional.of(provider), traffic)));
    } catch (IOException e) {
      stack.close(settings.name());
      throw new IOException("Connector '" + settings.name() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public WebSocketFlows openWebSocket(String name) throws IOException {
    return webSockets.open(name);
  }

  private synchronized void joinPlace(Transport transport, SipProvider provider)
      throws IOException {
    try {
      places.put(transport, join(transport, Optional.empty(), provider));
    } catch (IOException e) {
      stack.closeWebSocket(transport);
      throw e;
    }
  }

  /** Lets the servlet core use what the stack has opened. */
  private Joined join(Transport transport, Optional<Endpoint> external, SipProvider provider)
      throws IOException {
    try {
      provider.addSipListener(listener);
      ListeningPointExt listening =
          (ListeningPointExt) provider.getListeningPoint(transport.token());
      SipConnector connector = connector(transport, external, listening);
      ExtendedListeningPoint point = new KnownPoint(provider, listening, connector);
      point.setUseStaticAddress(connector.isUseStaticAddress());
      external.ifPresent(told -> {
        point.setGlobalIpAddress(told.host());
        point.setGlobalPort(told.port());
      });
      dispatcher.getSipNetworkInterfaceManager().addExtendedListeningPoint(point);
      service.add(connector);
      dispatcher.getDNSServerLocator().addSupportedTransport(transport.token());
      return new Joined(provider, point, connector);
    } catch (TooManyListenersException | RuntimeException e) {
      throw new IOException(transport.token() + " cannot be used: " + e, e);
    }
  }

  private static SipConnector connector(
      Transport transport, Optional<Endpoint> external, ListeningPoint listening) {
    SipConnector connector = new SipConnector();
    connector.setTransport(transport.token());
    connector.setIpAddress(listening.getIPAddress());
    connector.setPort(listening.getPort());
    external.ifPresent(told -> {
      connector.setUseStaticAddress(true);
      connector.setStaticServerAddress(told.host());
      connector.setStaticServerPort(told.port());
    });
    return connector;
  }

  @Override
  public synchronized void close(String name) {
    Bound bound = connectors.remove(name);
    if (bound != null) {
      leave(bound.joined());
    }
    stack.close(name);
  }

  @Override
  public void closeWebSocket(String name) {
    webSockets.close(name);
  }

  private synchronized void leavePlace(Transport transport) {
    Joined place = places.remove(transport);
    if (place != null) {
      leave(place);
    }
    stack.closeWebSocket(transport);
  }

  private void leave(Joined joined) {
    dispatcher.getSipNetworkInterfaceManager().removeExtendedListeningPoint(joined.point());
    service.remove(joined.connector());
    joined.provider().removeSipListener(listener);
  }

  @Override
  public SipApplication deploy(ApplicationSettings settings) throws ServletException {
    if (dispatcher.findSipApplication(settings.name()) != null) {
      throw new ServletException(
          "A SIP application of the name '" + settings.name() + "' is deployed already");
    }
    CoreApplication application = start(settings);
    applications.put(settings.name(), application);
    return application;
  }

  private CoreApplication start(ApplicationSettings settings) throws ServletException {
    CoreVisitors visitors = new CoreVisitors(stack.bans(), settings.name());
    Guard guard = ConstraintGuard.of(settings, nonceSecret, visitors);
    CoreContext context =
        new CoreContext(
            settings,
            sessionMinutes,
            service,
            stack::behindMessages,
            guard,
            new CoreDigestClient());
    SessionOrder order = new SessionOrder(context);
    ApplicationStart.start(context, order, visitors);
    dispatcher.addSipApplication(settings.name(), context);
    return new CoreApplication(context, order, visitors, () -> undeploy(context));
  }

  private void undeploy(CoreContext context) {
    String name = context.getApplicationName();
    if (applications.remove(name) == null) {
      return;
    }
    ApplicationRouterProvider.router().drain(name);
    ApplicationStart.sayLastWords(context);
    stack.bans().expect(name, Optional.empty());
    Farewell.to(context);
    end(context);
  }

  private void end(CoreContext context) {
    dispatcher.removeSipApplication(context.getApplicationName());
    // the dispatcher remembers the last thing that it was told, and this is without the application
    dispatcher.setCongestionControlCheckingInterval(NO_CONGESTION_CONTROL);
    try {
      context.sessions().removeAllSessions();
      Left.by(context.getApplicationName(), stack);
    } finally {
      ApplicationStart.destroy(context);
    }
  }

  @Override
  public Optional<ConnectorFigures> figures(String connector) {
    return Optional.ofNullable(connectors.get(connector)).map(Bound::figures);
  }

  @Override
  public Optional<ConnectorFigures> webSocketFigures(String name) {
    return webSockets.figures(name);
  }

  @Override
  public void admit(AdmissionSettings admission) {
    stack.admit(admission);
  }

  @Override
  public void ban(BanSettings bans) {
    stack.bans().change(bans);
  }

  @Override
  public Bans bans() {
    return stack.bans();
  }

  @Override
  public synchronized CompletionStage<Void> suspend() {
    stack.closeGate();
    return drain.await(this::dialogs);
  }

  @Override
  public synchronized void resume() {
    drain.giveUp();
    stack.openGate();
  }

  @Override
  public int dialogs() {
    return applications.values().stream().mapToInt(app -> app.context().dialogs()).sum();
  }

  @Override
  public int transactions() {
    return stack.transactions();
  }

  @Override
  public int queued() {
    return stack.queued();
  }

  @Override
  public long rejected() {
    return stack.rejected();
  }

  @Override
  public void stop() {
    List.copyOf(applications.values()).forEach(CoreApplication::stop);
    webSockets.names().forEach(this::closeWebSocket);
    List.copyOf(connectors.keySet()).forEach(this::close);
    end(nobody);
    drain.giveUp();
    dispatcher.stop();
    stack.stop();
  }
}
