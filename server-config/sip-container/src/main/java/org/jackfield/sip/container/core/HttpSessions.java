package org.jackfield.sip.container.core;

import jakarta.servlet.http.HttpSession;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;

/** The HTTP sessions of an application that take part in its application sessions. */
final class HttpSessions {
  private final CoreContext context;
  private final ConcurrentMap<String, ConvergedSession> converged = new ConcurrentHashMap<>();

  HttpSessions(CoreContext context) {
    this.context = context;
  }

  HttpSession converge(HttpSession session, Optional<String> key) {
    ConvergedSession result =
        converged.computeIfAbsent(session.getId(), id -> new ConvergedSession(session, context));
    key.flatMap(this::applicationSession).ifPresent(result::join);
    return result;
  }

  void ended(HttpSession session) {
    ConvergedSession ended = converged.remove(session.getId());
    if (ended != null) {
      ended.end();
    }
  }

  void renamed(HttpSession session, String oldId) {
    ConvergedSession renamed = converged.remove(oldId);
    if (renamed != null) {
      converged.put(session.getId(), renamed);
      renamed.rename(oldId);
    }
  }

  private Optional<MobicentsSipApplicationSession> applicationSession(String key) {
    try {
      return Optional.<@Nullable MobicentsSipApplicationSession>ofNullable(
          context
              .sessions()
              .getSipApplicationSession(
                  SessionManagerUtil.parseSipApplicationSessionKey(key), false));
    } catch (ParseException | RuntimeException e) {
      // a key from an address is somebody's input: one that leads nowhere starts nothing
      return Optional.empty();
    }
  }
}
