package org.jackfield.sip.container;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.Visitors;

/** A SIP application in service. Any thread may call. */
public interface SipApplication {
  String name();

  SipFactory factory();

  TimerService timers();

  SipSessionsUtil sessions();

  SessionExecutor executor();

  Visitors visitors();

  Figures figures();

  /** What the application says of itself, by name; nothing if it says nothing. */
  Map<String, Map<String, String>> states();

  /**
   * The HTTP session as a converged one (JSR 289 section 13.4).
   *
   * @param key what {@code SipApplicationSession.encodeURL} put into the address that was asked
   *     for; the HTTP session joins that application session
   */
  HttpSession converge(HttpSession session, Optional<String> key);

  /** Tells that an HTTP session has ended, under the id it had last. */
  void ended(HttpSession session);

  /** Tells that an HTTP session has changed its id. */
  void renamed(HttpSession session, String oldId);

  /**
   * Ends the application: no new call reaches it, confirmed dialogs get a BYE, calls not yet
   * answered a 503, and then servlets and listeners are destroyed.
   */
  void stop();

  /**
   * What an operator sees of an application.
   *
   * @param traffic requests and responses that its servlets were given, and that they sent
   * @param dialogs early or confirmed now
   * @param transactions of its sessions, not yet ended
   * @param sipSessions that exist now
   * @param sipSessionsCreated since deployment
   * @param applicationSessions that exist now
   * @param applicationSessionsCreated since deployment
   * @param applicationSessionsExpired since deployment
   */
  record Figures(
      Traffic traffic,
      int dialogs,
      int transactions,
      int sipSessions,
      long sipSessionsCreated,
      int applicationSessions,
      long applicationSessionsCreated,
      long applicationSessionsExpired) {}
}
