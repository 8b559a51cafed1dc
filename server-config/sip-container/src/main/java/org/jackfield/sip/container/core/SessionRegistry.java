package org.jackfield.sip.container.core;

import jakarta.servlet.http.HttpSession;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.MobicentsSipFactory;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipManager;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionKey;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.core.session.SipStandardManagerDelegate;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** The sessions of one application, SIP and HTTP, found by key. Any thread may ask. */
final class SessionRegistry extends SipStandardManagerDelegate implements SipManager {
  private final ConcurrentMap<String, HttpSession> httpSessions = new ConcurrentHashMap<>();
  private final LongAdder sipSessionsCreated = new LongAdder();
  private final LongAdder applicationSessionsCreated = new LongAdder();

  SessionRegistry(SipContext context, SipFactoryImpl factory) {
    setContainer(context);
    setSipFactoryImpl(factory);
    setMaxActiveSipSessions(-1);
    setMaxActiveSipApplicationSessions(-1);
  }

  @Override
  protected MobicentsSipSession getNewMobicentsSipSession(
      SipSessionKey key, SipFactoryImpl factory, MobicentsSipApplicationSession session) {
    sipSessionsCreated.increment();
    return new CoreSession(key, factory, session);
  }

  @Override
  protected MobicentsSipApplicationSession getNewMobicentsSipApplicationSession(
      SipApplicationSessionKey key, SipContext context) {
    applicationSessionsCreated.increment();
    return new ApplicationSession(key, context);
  }

  /** Since deployment; the core's own counters stand still without its statistics. */
  long sipSessionsCreated() {
    return sipSessionsCreated.sum();
  }

  long applicationSessionsCreated() {
    return applicationSessionsCreated.sum();
  }

  @Override
  public @Nullable MobicentsSipApplicationSession getSipApplicationSession(
      MobicentsSipApplicationSessionKey key, boolean create) {
    return super.getSipApplicationSession((SipApplicationSessionKey) key, create);
  }

  @Override
  public @Nullable MobicentsSipSession getSipSession(
      MobicentsSipSessionKey key,
      boolean create,
      MobicentsSipFactory factory,
      MobicentsSipApplicationSession session) {
    return super.getSipSession((SipSessionKey) key, create, (SipFactoryImpl) factory, session);
  }

  @Override
  public void setMobicentsSipFactory(MobicentsSipFactory factory) {
    setSipFactoryImpl((SipFactoryImpl) factory);
  }

  @Override
  public MobicentsSipFactory getMobicentsSipFactory() {
    return getSipFactoryImpl();
  }

  /** By the key of a session that a fork has derived the first would be found, too. */
  @Override
  public @Nullable MobicentsSipSession removeSipSession(MobicentsSipSessionKey key) {
    MobicentsSipSession first = sipSessions.get((SipSessionKey) key);
    if (first != null && ((SipSessionKey) key).getToTag() != null) {
      MobicentsSipSession derived = first.findDerivedSipSession(((SipSessionKey) key).getToTag());
      if (derived instanceof CoreSession mine && mine != first && mine.isOutlived()) {
        return first.removeDerivedSipSession(((SipSessionKey) key).getToTag());
      }
    }
    return super.removeSipSession(key);
  }

  /** The HTTP session under an id, where the application has one of that id. */
  @Override
  public @Nullable Object findSession(String id) {
    return httpSessions.get(id);
  }

  void add(HttpSession session) {
    httpSessions.put(session.getId(), session);
  }

  void removeHttpSession(String id) {
    httpSessions.remove(id);
  }
}
