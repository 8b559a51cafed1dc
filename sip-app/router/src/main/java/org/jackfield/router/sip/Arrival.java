package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Direction;
import org.jackfield.call.Directory;
import org.jackfield.call.Directory.Destination;
import org.jackfield.call.Sid;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Switchboard;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.sip.SessionExecutor;

/**
 * A call comes in: who it is for is found, its sound is opened, and the switchboard gets it. On a
 * virtual thread, since the directory may have to ask the database; only what is said to the phone
 * goes through the order of the session.
 */
final class Arrival {

  private static final Logger LOG = System.getLogger(Arrival.class.getName());

  private final Directory directory;
  private final MediaEngine engine;
  private final Switchboard switchboard;
  private final SessionExecutor executor;
  private final InstantSource clock;

  Arrival(
      Directory directory,
      MediaEngine engine,
      Switchboard switchboard,
      SessionExecutor executor,
      InstantSource clock) {
    this.directory = directory;
    this.engine = engine;
    this.switchboard = switchboard;
    this.executor = executor;
    this.clock = clock;
  }

  /** Takes in an INVITE; in the order of its session, and returns at once. */
  void of(SipServletRequest invite) throws IOException {
    // What the message says is read here: the container owns it
    String offer = SipLine.text(invite);
    Map<String, String> told = told(invite);
    Thread.startVirtualThread(() -> {
      try {
        take(invite, offer, told);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "Call " + invite.getCallId() + " could not be taken in", e);
        refuse(invite, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      }
    });
  }

  private void take(SipServletRequest invite, String offer, Map<String, String> told) {
    Optional<Destination> found =
        directory
            .called(PhoneAddress.dialled(invite.getRequestURI()))
            .or(() -> directory.called(PhoneAddress.full(invite.getRequestURI())));
    if (found.isEmpty()) {
      refuse(invite, SipServletResponse.SC_NOT_FOUND);
      return;
    }
    Inbox inbox = new Inbox();
    MediaSession sound;
    try {
      sound = offer.isEmpty() ? engine.offer(inbox) : engine.answer(offer, inbox);
    } catch (MediaRefused e) {
      refuse(invite, SipLine.status(e.reason()));
      return;
    }
    IncomingLine line =
        new IncomingLine(invite, executor, inbox, sound, offer.isEmpty(), told, clock);
    line.heard(invite);
    line.inOrder(() -> begin(invite, line, found.get(), inbox));
  }

  /** In the session's order: whether the caller has given up meanwhile is known here. */
  private void begin(
      SipServletRequest invite, IncomingLine line, Destination destination, Inbox inbox)
      throws IOException {
    if (invite.isCommitted()) {
      line.sound().close();
      return;
    }
    line.attach();
    try {
      switchboard.arrive(facts(invite, destination, line), destination.voice(), line, inbox);
    } catch (CallRefused e) {
      line.sound().close();
      invite.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE).send();
    }
  }

  private CallFacts facts(SipServletRequest invite, Destination destination, IncomingLine line) {
    return new CallFacts(
        Sid.random("CA"),
        destination.accountSid(),
        PhoneAddress.of(invite.getFrom()),
        PhoneAddress.of(invite.getRequestURI()),
        Direction.INBOUND,
        clock.instant(),
        Optional.empty(),
        destination.numberSid(),
        forwardedFrom(invite),
        Optional.ofNullable(invite.getFrom().getDisplayName()),
        line.parameters());
  }

  private static Optional<String> forwardedFrom(SipServletRequest invite) {
    try {
      return Optional.ofNullable(invite.getAddressHeader("Diversion")).map(PhoneAddress::of);
    } catch (jakarta.servlet.sip.ServletParseException e) {
      return Optional.empty();
    }
  }

  /** What applications are told of a SIP call besides (FEATURES 1.4). */
  private static Map<String, String> told(SipServletRequest invite) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("SipCallId", invite.getCallId());
    Optional.ofNullable(invite.getInitialRemoteAddr())
        .ifPresent(address -> told.put("SipSourceIp", address));
    if (invite.getRequestURI() instanceof SipURI uri) {
      told.put("SipDomain", uri.getHost());
    }
    for (Iterator<String> names = invite.getHeaderNames(); names.hasNext(); ) {
      String name = names.next();
      if (name.toLowerCase(Locale.ROOT).startsWith("x-")) {
        told.put("SipHeader_" + name, invite.getHeader(name));
      }
    }
    return told;
  }

  private void refuse(SipServletRequest invite, int status) {
    try {
      executor.execute(invite.getApplicationSession(), () -> answer(invite, status));
    } catch (IllegalStateException ended) {
      LOG.log(Level.TRACE, "{0} has been given up", invite.getCallId());
    }
  }

  private static void answer(SipServletRequest invite, int status) {
    try {
      if (!invite.isCommitted()) {
        invite.createResponse(status).send();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The refusal of " + invite.getCallId() + " was not sent", e);
    }
  }
}
