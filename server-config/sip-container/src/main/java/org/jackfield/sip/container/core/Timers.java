package org.jackfield.sip.container.core;

import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.TimerListener;
import java.io.Serializable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mobicents.servlet.sip.core.timers.ServletTimerImpl;
import org.mobicents.servlet.sip.core.timers.SipServletTimerService;

/**
 * The TimerService of one application, JSR 289 section 8. A cancelled timer is forgotten at once:
 * one that stayed in the queue would keep its whole session in memory until it were due.
 */
final class Timers implements SipServletTimerService {
  private static final long serialVersionUID = 1;
  private final transient CoreContext context;
  private final transient ScheduledThreadPoolExecutor executor;

  Timers(CoreContext context) {
    this.context = context;
    executor = Threads.scheduled("sip-timers-" + context.getApplicationName(), 2);
  }

  @Override
  public ServletTimer createTimer(
      SipApplicationSession session, long delay, boolean persistent, Serializable info) {
    ApplicationSession owner = context.inner(session);
    ServletTimerImpl timer = new ServletTimerImpl(info, delay, listener(), owner);
    owner.addServletTimer(timer);
    timer.setFuture(executor.schedule(timer, delay, TimeUnit.MILLISECONDS));
    return timer;
  }

  @Override
  public ServletTimer createTimer(
      SipApplicationSession session,
      long delay,
      long period,
      boolean fixedDelay,
      boolean persistent,
      Serializable info) {
    if (period < 1) {
      throw new IllegalArgumentException("The period of a timer is above 0, not " + period);
    }
    ApplicationSession owner = context.inner(session);
    ServletTimerImpl timer =
        new ServletTimerImpl(info, delay, fixedDelay, period, listener(), owner);
    owner.addServletTimer(timer);
    timer.setFuture(
        fixedDelay
            ? executor.scheduleWithFixedDelay(timer, delay, period, TimeUnit.MILLISECONDS)
            : executor.scheduleAtFixedRate(timer, delay, period, TimeUnit.MILLISECONDS));
    return timer;
  }

  @Override
  public void start() {
    // threads start with the first timer
  }

  @Override
  public void stop() {
    executor.shutdownNow();
  }

  @Override
  public boolean isStarted() {
    return !executor.isShutdown();
  }

  private TimerListener listener() {
    TimerListener listener = context.getListeners().getTimerListener();
    if (listener == null) {
      throw new IllegalStateException(
          "Application " + context.getApplicationName() + " declares no TimerListener");
    }
    return listener;
  }
}
