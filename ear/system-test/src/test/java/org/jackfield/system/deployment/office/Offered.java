package org.jackfield.system.deployment.office;

import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What a SIP application offers to its components, however they came by it. */
public record Offered(
    @Nullable SipFactory factory,
    @Nullable TimerService timers,
    @Nullable SipSessionsUtil sessions) {
  private static final long A_MINUTE = 60_000;

  /** Looks all three up under a name that ends with their types. */
  // the names are those of this test
  @SuppressWarnings("BanJNDI")
  public static Offered named(String context) throws NamingException {
    return new Offered(
        InitialContext.doLookup(context + "SipFactory"),
        InitialContext.doLookup(context + "TimerService"),
        InitialContext.doLookup(context + "SipSessionsUtil"));
  }

  /** Uses each of them, and says what does not work. */
  public String tried() {
    if (factory == null || timers == null || sessions == null) {
      return "missing: " + this;
    }
    SipApplicationSession session = factory.createApplicationSession();
    try {
      ServletTimer timer = timers.createTimer(session, A_MINUTE, false, "later");
      SipApplicationSession found = sessions.getApplicationSessionById(session.getId());
      timer.cancel();
      return found != null && found.getId().equals(session.getId())
          ? "works in " + session.getApplicationName()
          : "does not find its session";
    } finally {
      session.invalidate();
    }
  }

  /** One line for each, by name. */
  public static String text(Map<String, String> offers) {
    return new TreeMap<>(offers)
        .entrySet().stream()
            .map(offer -> offer.getKey() + " " + offer.getValue())
            .collect(Collectors.joining("\n"));
  }
}
