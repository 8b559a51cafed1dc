package org.jackfield.sip.container.core;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.States;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.SipApplication;

/** An application in service, as those outside the core use it. */
final class CoreApplication implements SipApplication {
  private final CoreContext context;
  private final SessionExecutor executor;
  private final Visitors visitors;
  private final HttpSessions httpSessions;
  private final Runnable leave;

  CoreApplication(
      CoreContext context, SessionExecutor executor, Visitors visitors, Runnable leave) {
    this.context = context;
    this.executor = executor;
    this.visitors = visitors;
    this.leave = leave;
    httpSessions = new HttpSessions(context);
  }

  CoreContext context() {
    return context;
  }

  @Override
  public String name() {
    return context.getApplicationName();
  }

  @Override
  public SipFactory factory() {
    return context.getSipFactoryFacade();
  }

  @Override
  public TimerService timers() {
    return context.getTimerService();
  }

  @Override
  public SipSessionsUtil sessions() {
    return context.getSipSessionsUtil();
  }

  @Override
  public SessionExecutor executor() {
    return executor;
  }

  @Override
  public Map<String, Map<String, String>> states() {
    return context.environment().servletContext().getAttribute(States.ATTRIBUTE)
            instanceof States states
        ? states.now()
        : Map.of();
  }

  @Override
  public Visitors visitors() {
    return visitors;
  }

  @Override
  public Figures figures() {
    SessionRegistry sessions = context.sessions();
    return new Figures(
        context.traffic(),
        context.dialogs(),
        context.transactions(),
        sessions.getNumberOfSipSessions(),
        sessions.sipSessionsCreated(),
        sessions.getNumberOfSipApplicationSessions(),
        sessions.applicationSessionsCreated(),
        sessions.getExpiredSipApplicationSessions());
  }

  @Override
  public HttpSession converge(HttpSession session, Optional<String> key) {
    return httpSessions.converge(session, key);
  }

  @Override
  public void ended(HttpSession session) {
    httpSessions.ended(session);
  }

  @Override
  public void renamed(HttpSession session, String oldId) {
    httpSessions.renamed(session, oldId);
  }

  @Override
  public void stop() {
    leave.run();
  }
}
