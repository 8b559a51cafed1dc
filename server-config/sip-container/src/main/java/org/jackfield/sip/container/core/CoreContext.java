package org.jackfield.sip.container.core;

import jakarta.servlet.ServletContext;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.TimerService;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jackfield.sip.container.ApplicationEnvironment;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.descriptor.SipDescriptor;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipContextEvent;
import org.mobicents.servlet.sip.core.SipService;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletResponse;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionsUtil;
import org.mobicents.servlet.sip.core.session.SipSessionsUtilImpl;
import org.mobicents.servlet.sip.core.timers.DefaultProxyTimerService;
import org.mobicents.servlet.sip.core.timers.DefaultSipApplicationSessionTimerService;
import org.mobicents.servlet.sip.core.timers.ProxyTimerService;
import org.mobicents.servlet.sip.core.timers.SipApplicationSessionTimerService;
import org.mobicents.servlet.sip.message.MobicentsSipApplicationSessionFacade;
import org.mobicents.servlet.sip.message.SipFactoryFacade;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.startup.loading.SipServletMapping;

/** One SIP application as the core asks about it: its servlets, sessions, timers and turns. */
final class CoreContext extends DeclaredContext {
  private final int defaultSessionMinutes;
  private final BiConsumer<String, Runnable> behindMessages;
  private final SipDescriptor descriptor;
  private final ApplicationEnvironment environment;
  private final SipApplicationDispatcher dispatcher;
  private final SessionRegistry sessions;
  private final SipFactory factory;
  private final MobicentsSipSessionsUtil sessionsUtil;
  private final Timers timers;
  private final DefaultProxyTimerService proxyTimers;
  private final DefaultSipApplicationSessionTimerService expiry;
  private final CoreListeners listeners;
  private final ServletContext servletContext;
  private final Traffic traffic = new Traffic();
  private final Guard guard;
  private final SipDigestAuthenticator digest;
  private final Map<String, MobicentsSipServlet> servlets = new LinkedHashMap<>();
  private final ThreadLocal<Deque<ApplicationEnvironment.Scope>> scopes =
      ThreadLocal.withInitial(ArrayDeque::new);

  CoreContext(
      ApplicationSettings settings,
      int defaultSessionMinutes,
      SipService service,
      BiConsumer<String, Runnable> behindMessages,
      Guard guard,
      SipDigestAuthenticator digest) {
    super(settings);
    this.defaultSessionMinutes = defaultSessionMinutes;
    this.behindMessages = behindMessages;
    this.guard = guard;
    this.digest = digest;
    descriptor = settings.descriptor();
    environment = settings.environment();
    dispatcher = service.getSipApplicationDispatcher();
    SipFactoryImpl core = (SipFactoryImpl) dispatcher.getSipFactory();
    sessions = new SessionRegistry(this, core);
    factory = new SipFactoryFacade(core, this);
    sessionsUtil = new SipSessionsUtilImpl(this);
    timers = new Timers(this);
    proxyTimers = new ProxyTimers(settings.name());
    expiry = new SessionExpiry(settings.name());
    listeners = new CoreListeners(this, environment);
    servletContext =
        SipServletContext.over(
            environment.servletContext(), descriptor.contextParams(), servlets::get);
  }

  void add(CoreServlet servlet) {
    servlets.put(servlet.name(), servlet);
  }

  Collection<CoreServlet> servlets() {
    return servlets.values().stream().map(CoreServlet.class::cast).toList();
  }

  ApplicationEnvironment environment() {
    return environment;
  }

  SipDescriptor descriptor() {
    return descriptor;
  }

  Traffic traffic() {
    return traffic;
  }

  SessionRegistry sessions() {
    return sessions;
  }

  /**
   * The core's own object behind what an application holds.
   *
   * @throws IllegalStateException if the session has ended, or is another application's
   */
  ApplicationSession inner(SipApplicationSession session) {
    SipApplicationSession behind =
        session instanceof MobicentsSipApplicationSessionFacade facade
            ? facade.getMobicentstSipApplicationSession()
            : session;
    if (behind instanceof ApplicationSession inner
        && inner.isValidInternal()
        && inner.getSipContext() == this) {
      return inner;
    }
    throw new IllegalStateException("The application session is no longer valid");
  }

  /** Calls in progress: those that a peer would notice if they were dropped. */
  int dialogs() {
    int dialogs = 0;
    for (var all = sessions.getAllSipSessions(); all.hasNext(); ) {
      if (isLive(all.next())) {
        dialogs++;
      }
    }
    return dialogs;
  }

  /** Transactions that its sessions wait for the end of. */
  int transactions() {
    int transactions = 0;
    for (var all = sessions.getAllSipSessions(); all.hasNext(); ) {
      MobicentsSipSession session = all.next();
      if (session.isValidInternal()) {
        transactions += session.getOngoingTransactions().size();
      }
    }
    return transactions;
  }

  /** Whether its peer would notice if it were dropped. */
  static boolean isLive(MobicentsSipSession session) {
    if (!session.isValidInternal()) {
      return false;
    }
    return switch (session.getState()) {
      case EARLY -> true;
      case CONFIRMED -> !(session instanceof CoreSession mine && mine.isPassedBy());
      case INITIAL, TERMINATED -> false;
    };
  }

  /** Runs a task in the order of a call's messages: after those that have been received. */
  void behindMessages(String callId, Runnable task) {
    behindMessages.accept(callId, task);
  }

  void stopTimers() {
    timers.stop();
    proxyTimers.shutdownNow();
    expiry.shutdownNow();
  }

  @Override
  public int getSipApplicationSessionTimeout() {
    OptionalInt declared = descriptor.sessionTimeout();
    return declared.isPresent() ? declared.getAsInt() : defaultSessionMinutes;
  }

  @Override
  public @Nullable Method getSipApplicationKeyMethod() {
    return keyMethod();
  }

  @Override
  public List<MobicentsSipServletMapping> findSipServletMappings() {
    return List.of();
  }

  @Override
  public @Nullable MobicentsSipServletMapping findSipServletMappings(SipServletRequest initial) {
    return descriptor.servletFor(initial).map(CoreContext::to).orElse(null);
  }

  private static SipServletMapping to(String servlet) {
    SipServletMapping mapping = new SipServletMapping();
    mapping.setServletName(servlet);
    return mapping;
  }

  @Override
  public CoreListeners getListeners() {
    return listeners;
  }

  @Override
  public SessionRegistry getSipManager() {
    return sessions;
  }

  @Override
  public SipApplicationDispatcher getSipApplicationDispatcher() {
    return dispatcher;
  }

  @Override
  public String getApplicationNameHashed() {
    return dispatcher.getHashFromApplicationName(getApplicationName());
  }

  @Override
  public SipFactory getSipFactoryFacade() {
    return factory;
  }

  @Override
  public MobicentsSipSessionsUtil getSipSessionsUtil() {
    return sessionsUtil;
  }

  @Override
  public TimerService getTimerService() {
    return timers;
  }

  @Override
  public ProxyTimerService getProxyTimerService() {
    return proxyTimers;
  }

  @Override
  public SipApplicationSessionTimerService getSipApplicationSessionTimerService() {
    return expiry;
  }

  @Override
  public ServletContext getServletContext() {
    return servletContext;
  }

  @Override
  public ClassLoader getSipContextClassLoader() {
    return environment.classLoader();
  }

  @Override
  public Map<String, MobicentsSipServlet> getChildrenMap() {
    return servlets;
  }

  @Override
  public @Nullable MobicentsSipServlet findSipServletByName(@Nullable String name) {
    return name == null ? null : servlets.get(name);
  }

  @Override
  public @Nullable MobicentsSipServlet findSipServletByClassName(@Nullable String className) {
    return servlets().stream()
        .filter(servlet -> servlet.instance().getClass().getName().equals(className))
        .findFirst()
        .map(BareServlet::new)
        .orElse(null);
  }

  @Override
  public boolean notifySipContextListeners(SipContextEvent event) {
    return switch (event.getEventType()) {
      case SERVLET_INITIALIZED -> ApplicationStart.announce(this);
      case SIP_CONNECTOR_ADDED, SIP_CONNECTOR_REMOVED -> true;
    };
  }

  @Override
  public ConcurrencyControlMode getConcurrencyControlMode() {
    return ConcurrencyControlMode.SipApplicationSession;
  }

  @Override
  public void enterSipApp(
      @Nullable MobicentsSipApplicationSession session,
      @Nullable MobicentsSipSession sipSession,
      boolean checkManagedThread,
      boolean byContainer) {
    // with the check the core asks on behalf of threads of the application's own that make a
    // session;
    // it never leaves for them again
    if (session != null && !checkManagedThread) {
      session.acquire();
    }
  }

  @Override
  public void exitSipApp(
      @Nullable MobicentsSipApplicationSession session, @Nullable MobicentsSipSession sipSession) {
    if (session != null) {
      session.release();
    }
  }

  @Override
  public boolean enterSipAppHa(boolean start) {
    return false;
  }

  @Override
  public void exitSipAppHa(
      @Nullable MobicentsSipServletRequest request,
      @Nullable MobicentsSipServletResponse response,
      boolean started) {
    // sessions live on one node; what must survive it is kept by the applications
  }

  @Override
  public void enterSipContext() {
    scopes.get().push(environment.enter());
  }

  @Override
  public void exitSipContext(@Nullable ClassLoader previous) {
    // the empty stack stays with its thread, which enters again with the next message
    ApplicationEnvironment.Scope scope = scopes.get().poll();
    if (scope != null) {
      scope.close();
    }
  }

  @Override
  public boolean authorize(MobicentsSipServletRequest request) {
    traffic.requestReceived();
    return guard.admits(request) && !PendingChange.refuses(request);
  }

  @Override
  public SipDigestAuthenticator getDigestAuthenticator() {
    return digest;
  }
}
