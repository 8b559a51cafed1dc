package org.jackfield.sip.container.core;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.sip.SipApplicationSession;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;

/** An HTTP session that shares an application session with SIP sessions, JSR 289 section 13.4. */
final class ConvergedSession implements org.mobicents.servlet.sip.core.session.ConvergedSession {
  private final HttpSession session;
  private final CoreContext context;
  private @Nullable MobicentsSipApplicationSession application;

  ConvergedSession(HttpSession session, CoreContext context) {
    this.session = session;
    this.context = context;
  }

  /** Takes part in an application session from now on, and no longer in another. */
  synchronized void join(MobicentsSipApplicationSession joined) {
    if (application == joined) {
      return;
    }
    leave();
    application = joined;
    context.sessions().add(this);
    joined.addHttpSession(this);
  }

  synchronized void leave() {
    MobicentsSipApplicationSession left = application;
    application = null;
    if (left != null && left.isValidInternal()) {
      left.removeHttpSession(this);
    }
  }

  /** The id has changed: an application session finds its HTTP sessions by id. */
  synchronized void rename(String oldId) {
    MobicentsSipApplicationSession current = application;
    if (current != null) {
      context.sessions().removeHttpSession(oldId);
      application = null;
      join(current);
    }
  }

  /** The HTTP session is over: its application session may be, too. */
  void end() {
    MobicentsSipApplicationSession left;
    synchronized (this) {
      left = application;
      leave();
    }
    context.sessions().removeHttpSession(session.getId());
    if (left != null && left.isValidInternal()) {
      endIfReady(left);
    }
  }

  private void endIfReady(MobicentsSipApplicationSession left) {
    context.enterSipContext();
    try {
      context.enterSipApp(left, null, false, true);
      try {
        left.tryToInvalidate();
      } finally {
        context.exitSipApp(left, null);
      }
    } finally {
      context.exitSipContext(null);
    }
  }

  /** The core asks before it ends an application session: visitors keep theirs. */
  @Override
  public boolean isValidIntern() {
    return context.sessions().findSession(session.getId()) == this;
  }

  @Override
  public synchronized @Nullable MobicentsSipApplicationSession getApplicationSession(
      boolean create) {
    return create ? joined() : application;
  }

  @Override
  public synchronized SipApplicationSession getApplicationSession() {
    return joined().getFacade();
  }

  /** The application session, a new one where there is none or it has ended. */
  private MobicentsSipApplicationSession joined() {
    MobicentsSipApplicationSession current = application;
    if (current == null || !current.isValidInternal()) {
      current = context.sessions().getSipFactoryImpl().createApplicationSession(context);
      join(current);
    }
    return current;
  }

  @Override
  public String encodeURL(String url) {
    String key = ";jsessionid=" + session.getId();
    int end = url.indexOf('?') < 0 ? url.indexOf('#') : url.indexOf('?');
    return end < 0 ? url + key : url.substring(0, end) + key + url.substring(end);
  }

  @Override
  public String encodeURL(String relativePath, String scheme) {
    String path = relativePath.startsWith("/") ? relativePath : "/" + relativePath;
    return encodeURL(
        scheme
            + "://"
            + context.environment().authority(scheme)
            + session.getServletContext().getContextPath()
            + path);
  }

  @Override
  public long getCreationTime() {
    return session.getCreationTime();
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public long getLastAccessedTime() {
    return session.getLastAccessedTime();
  }

  @Override
  public ServletContext getServletContext() {
    return session.getServletContext();
  }

  @Override
  public void setMaxInactiveInterval(int seconds) {
    session.setMaxInactiveInterval(seconds);
  }

  @Override
  public int getMaxInactiveInterval() {
    return session.getMaxInactiveInterval();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return session.getAttribute(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return session.getAttributeNames();
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    session.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    session.removeAttribute(name);
  }

  @Override
  public void invalidate() {
    session.invalidate();
  }

  @Override
  public boolean isNew() {
    return session.isNew();
  }
}
