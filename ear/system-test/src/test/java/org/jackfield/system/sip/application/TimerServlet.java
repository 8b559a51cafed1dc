package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.TimerListener;
import jakarta.servlet.sip.TimerService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers calls, and sets timers in them. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "timers",
    applicationName = "timers",
    loadOnStartup = 1)
@jakarta.servlet.sip.annotation.SipListener(applicationName = "timers")
public class TimerServlet extends SipServlet implements TimerListener {
  private static final long serialVersionUID = 1;
  private static final int FIRINGS = 5;

  private final transient Calls<SipSession> calls = new Calls<>();

  /** An order says which timer, its argument in which call. */
  @Override
  public void init() {
    Orders.to((order, callId) -> set(order, calls.get(callId).getApplicationSession()));
  }

  private String set(String order, SipApplicationSession call) throws ServletException {
    TimerService timers = (TimerService) getServletContext().getAttribute(TIMER_SERVICE);
    return switch (order) {
      case "once", "hang up" -> timers.createTimer(call, 50, false, order).getId();
      case "fixed delay" -> timers.createTimer(call, 10, 20, true, false, order).getId();
      case "fixed rate" -> timers.createTimer(call, 10, 20, false, false, order).getId();
      case "in an hour" -> {
        ServletTimer timer = timers.createTimer(call, 3_600_000, false, order);
        yield timer.getTimeRemaining() + " " + call.getTimers().size();
      }
      case "cancel" -> {
        timers.createTimer(call, 1_000, false, order).cancel();
        // due later than the one that was cancelled
        yield timers.createTimer(call, 1_500, false, "after the cancelled one").getId();
      }
      case "cancel all" -> {
        // with the last of them the session may end, and can no longer be asked
        List<ServletTimer> running = List.copyOf(call.getTimers());
        running.forEach(ServletTimer::cancel);
        yield String.valueOf(running.size());
      }
      case "how many" -> String.valueOf(call.getTimers().size());
      default -> throw new ServletException("What is " + order);
    };
  }

  @Override
  public void timeout(ServletTimer timer) {
    SipApplicationSession call = timer.getApplicationSession();
    Object info = timer.getInfo();
    boolean found = timer.equals(call.getTimer(timer.getId()));
    Journal.note(info + " in " + call.getAttribute("Call-ID") + " found " + found);
    if (info.equals("hang up")) {
      hangUp((SipSession) call.getSessions("sip").next());
    } else if (info.toString().startsWith("fixed")) {
      Integer before = (Integer) call.getAttribute(timer.getId());
      int count = before == null ? 1 : before + 1;
      call.setAttribute(timer.getId(), count);
      if (count == FIRINGS) {
        timer.cancel();
        Journal.note("cancelled " + info + ", left " + call.getTimers().size());
      }
    }
  }

  private static void hangUp(SipSession session) {
    try {
      session.createRequest("BYE").send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    SipApplicationSession call = invite.getApplicationSession();
    call.setInvalidateWhenReady(true);
    call.setAttribute("Call-ID", invite.getCallId());
    calls.put(invite.getCallId(), invite.getSession());
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }
}
