package org.jackfield.router.sip;

import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.interpreter.Signaling;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.sip.SessionExecutor;

/** Places calls by SIP. Any thread. */
final class SipSignaling implements Signaling {

  private final SipFactory factory;
  private final SessionExecutor executor;
  private final MediaEngine engine;
  private final RouterSettings settings;
  private final InstantSource clock;

  SipSignaling(
      SipFactory factory,
      SessionExecutor executor,
      MediaEngine engine,
      RouterSettings settings,
      InstantSource clock) {
    this.factory = factory;
    this.executor = executor;
    this.engine = engine;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Line place(CallFacts facts, Outward outward, Inbox inbox) throws CallRefused {
    String target = target(facts.to());
    SipApplicationSession application = factory.createApplicationSession();
    try {
      application.setExpires(0);
      application.setInvalidateWhenReady(true);
      SipServletRequest invite =
          factory.createRequest(application, "INVITE", caller(facts.from()), bare(target));
      // As a To it has lost its parameters (RFC 3261 section 20.39)
      invite.setRequestURI(factory.createURI(target));
      for (Map.Entry<String, String> header : outward.headers()) {
        invite.setHeader(header.getKey(), header.getValue());
      }
      MediaSession sound = engine.offer(inbox);
      OutgoingLine line =
          new OutgoingLine(invite, executor, inbox, sound, outward.credentials(), clock);
      line.begin();
      return line;
    } catch (ServletParseException e) {
      application.invalidate();
      throw new CallRefused(13224, "No address that can be called: " + facts.to());
    } catch (MediaRefused e) {
      application.invalidate();
      throw new CallRefused(20429, "No port is left for the sound of another call");
    }
  }

  private String target(String to) throws CallRefused {
    if (to.startsWith("sip:") || to.startsWith("sips:")) {
      return to;
    }
    if (to.startsWith("client:")) {
      throw new CallRefused(13224, "No phone is registered as " + to);
    }
    Optional<String> gateway = settings.gateway();
    if (gateway.isEmpty()) {
      throw new CallRefused(13224, "There is no gateway to call the number " + to);
    }
    int scheme = gateway.get().indexOf(':') + 1;
    return gateway.get().substring(0, scheme) + to + "@" + gateway.get().substring(scheme);
  }

  private String caller(String from) {
    if (from.startsWith("sip:") || from.startsWith("sips:")) {
      return bare(from);
    }
    String user = from.startsWith("client:") ? from.substring("client:".length()) : from;
    return "sip:" + user.replaceAll("[^A-Za-z0-9+_.!~*'()-]", "_") + "@" + settings.domain();
  }

  private static String bare(String address) {
    return address.split("[;?]", 2)[0];
  }
}
