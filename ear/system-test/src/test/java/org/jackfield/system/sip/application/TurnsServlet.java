package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipApplicationSessionEvent;
import jakarta.servlet.sip.SipApplicationSessionListener;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.SipSessionEvent;
import jakarta.servlet.sip.SipSessionListener;
import jakarta.servlet.sip.TimerListener;
import jakarta.servlet.sip.TimerService;
import jakarta.servlet.sip.annotation.SipApplicationKey;
import jakarta.servlet.sip.annotation.SipListener;
import java.io.IOException;
import java.util.Optional;
import org.jackfield.sip.SessionExecutor;

/** Has all its calls in one application session, whose code must never run twice at once. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "turns",
    applicationName = "turns",
    loadOnStartup = 1)
@SipListener(applicationName = "turns")
public class TurnsServlet extends SipServlet
    implements TimerListener, SipSessionListener, SipApplicationSessionListener {
  private static final long serialVersionUID = 1;

  private static volatile Optional<SipApplicationSession> shared = Optional.empty();
  private final transient Turns turns = new Turns();

  @SipApplicationKey
  public static String key(SipServletRequest request) {
    return "one for all";
  }

  @Override
  public void init() {
    Orders.to(this::take);
  }

  private String take(String order, String number) throws ServletException {
    switch (order) {
      case "tasks" -> {
        SessionExecutor executor =
            (SessionExecutor) getServletContext().getAttribute(SessionExecutor.ATTRIBUTE);
        for (int i = 0; i < Integer.parseInt(number); i++) {
          Thread.startVirtualThread(
              () -> executor.execute(shared.orElseThrow(), () -> turns.take("task")));
        }
      }
      case "timer" -> {
        TimerService timers = (TimerService) getServletContext().getAttribute(TIMER_SERVICE);
        timers.createTimer(shared.orElseThrow(), 1, 2, false, false, "tick");
        timers.createTimer(shared.orElseThrow(), 1, 2, false, false, "tock");
      }
      case "stop timer" -> shared.orElseThrow().getTimers().forEach(ServletTimer::cancel);
      case "turns taken" -> {}
      default -> throw new ServletException("What is " + order);
    }
    return String.valueOf(turns.taken());
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    SipApplicationSession session = invite.getApplicationSession();
    session.setInvalidateWhenReady(true);
    shared = Optional.of(session);
    turns.take("INVITE");
    Journal.note(invite.getCallId() + " in " + session.getId());
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doInfo(SipServletRequest info) throws IOException {
    turns.take("INFO");
    info.createResponse(SipServletResponse.SC_OK).send();
    SipSession session = info.getSession();
    session.createRequest("INFO").send();
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) {
    turns.take("answer to " + response.getMethod());
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    turns.take("BYE");
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  public void timeout(ServletTimer timer) {
    turns.take("timer");
  }

  @Override
  public void sessionCreated(SipSessionEvent event) {
    turns.take("session created");
  }

  @Override
  public void sessionDestroyed(SipSessionEvent event) {
    turns.take("session destroyed");
    Journal.note("session destroyed");
  }

  @Override
  public void sessionReadyToInvalidate(SipSessionEvent event) {
    turns.take("session ready");
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {}

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {}

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {}

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {}
}
