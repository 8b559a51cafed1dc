package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.admission.Admission;
import org.jackfield.admission.Admission.Admitted;
import org.jackfield.admission.Admission.Challenged;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Gate;
import org.jackfield.admission.Knock;
import org.jackfield.admission.Users;
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
import org.jackfield.media.SoundPolicy;
import org.jackfield.network.OwnAddress;
import org.jackfield.router.sip.TrunkEntrance.Passage;
import org.jackfield.sip.Visitors;

/**
 * A call comes in: who it is for is found, its sound is opened, and the switchboard gets it. On a
 * virtual thread, since the directory may have to ask the database; only what is said to the phone
 * goes through the order of the session.
 */
final class Arrival {

  private static final Logger LOG = System.getLogger(Arrival.class.getName());

  /** So many wait for the database at once; more are told to come later. */
  private static final int MOST_AT_ONCE = 2_000;

  private static final String RETRY_SECONDS = "5";

  private final WaitingRoom room = new WaitingRoom(MOST_AT_ONCE);
  private final Directory directory;
  private final MediaEngine engine;
  private final Switchboard switchboard;
  private final Equipment equipment;
  private final CallerIdentity identity;
  private final Gate gate;
  private final Users users;
  private final TrunkEntrance entrance;

  /** Hosts by which we are reached: no customer's domain, whatever he says. */
  private volatile Set<String> reachedAt = OwnAddress.names(System::getProperty);

  Arrival(
      Directory directory,
      MediaEngine engine,
      Switchboard switchboard,
      Equipment equipment,
      CallerIdentity identity,
      Gate gate,
      Users users,
      TrunkEntrance entrance) {
    this.directory = directory;
    this.engine = engine;
    this.switchboard = switchboard;
    this.equipment = equipment;
    this.identity = identity;
    this.gate = gate;
    this.users = users;
    this.entrance = entrance;
  }

  /** Is told where connectors say that we are. */
  void answersTo(List<SipURI> connectors) {
    reachedAt =
        Stream.concat(
                OwnAddress.names(System::getProperty).stream(),
                connectors.stream().map(uri -> uri.getHost().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Takes in an INVITE; in the order of its session, and returns at once. */
  void of(SipServletRequest invite) throws IOException {
    if (equipment.sessionTimer().isTooLongFor(invite)) {
      equipment.sessionTimer().refuse(invite);
      return;
    }
    // What the message says is read here: the container owns it
    String offer = Sdp.text(invite);
    Knock knock = Knocks.of(invite, offer);
    TrunkEntrance.Request request = TrunkEntrance.Request.of(invite, knock);
    Optional<String> domain =
        PhoneAddress.domain(invite.getRequestURI())
            .filter(name -> !reachedAt.contains(name.substring(1).replaceFirst("\\.$", "")));
    if (!room.enter(() -> takeIn(invite, offer, request, domain))) {
      // RFC 3261 section 21.5.4
      SipServletResponse later = invite.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
      later.setHeader("Retry-After", RETRY_SECONDS);
      later.send();
    }
  }

  private void takeIn(
      SipServletRequest invite,
      String offer,
      TrunkEntrance.Request request,
      Optional<String> domain) {
    try {
      admit(invite, offer, request, domain);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Call " + invite.getCallId() + " could not be taken in", e);
      refuse(invite, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
    }
  }

  /** A domain of somebody's decides first, who may call it too: 100 is another phone in each. */
  private void admit(
      SipServletRequest invite,
      String offer,
      TrunkEntrance.Request request,
      Optional<String> domain) {
    Optional<Domain> ours = domain.flatMap(name -> users.domain(name.substring(1)));
    if (ours.isEmpty()) {
      admitToNumber(invite, offer, request, domain.isPresent());
      return;
    }
    switch (gate.call(request.knock(), ours.get())) {
      case Admitted(Optional<String> user) -> {
        Optional<Destination> found = domain.flatMap(directory::called);
        if (found.isEmpty()) {
          refuse(invite, SipServletResponse.SC_NOT_FOUND);
        } else {
          take(invite, offer, new Caller(found.get(), ours, user, Optional.empty()));
        }
      }
      case Challenged challenged -> inOrder(invite, () -> Knocks.challenge(invite, challenged));
      case Admission.Refused(int status, String phrase) -> refuse(invite, status, phrase);
    }
  }

  /**
   * Who calls no domain of ours.
   *
   * @param elsewhere whether he names a domain that is not here: that is not told, so that nobody
   *     finds out by it which ones are
   */
  private void admitToNumber(
      SipServletRequest invite, String offer, TrunkEntrance.Request request, boolean elsewhere) {
    switch (entrance.enter(request)) {
      case TrunkEntrance.Found(Destination destination, Optional<Passage> passage) ->
          take(invite, offer, new Caller(destination, Optional.empty(), Optional.empty(), passage));
      case TrunkEntrance.Challenged(List<String> challenges) ->
          inOrder(invite, () -> Knocks.challenge(invite, new Challenged(challenges)));
      case TrunkEntrance.Refused(int status, String phrase) -> refuse(invite, status, phrase);
      case TrunkEntrance.Stranger(int status, String phrase) -> {
        Admission admission =
            elsewhere ? gate.callNobody(request.knock()) : new Admission.Refused(status, phrase);
        answer(invite, admission);
      }
    }
  }

  private void answer(SipServletRequest invite, Admission admission) {
    switch (admission) {
      case Admitted nobody -> refuse(invite, SipServletResponse.SC_NOT_FOUND, "Not Found");
      case Challenged challenged -> inOrder(invite, () -> Knocks.challenge(invite, challenged));
      case Admission.Refused(int status, String phrase) -> refuse(invite, status, phrase);
    }
  }

  private void refuse(SipServletRequest invite, int status, String phrase) {
    countIfUnwanted(invite, status);
    inOrder(invite, () -> invite.createResponse(status, phrase).send());
  }

  /** Who tries numbers and domains that are not there, or not for him, is found out. */
  private void countIfUnwanted(SipServletRequest invite, int status) {
    if (status == SipServletResponse.SC_NOT_FOUND || status == SipServletResponse.SC_FORBIDDEN) {
      equipment.visitors().failed(invite, Visitors.Failure.UNKNOWN);
    }
  }

  /**
   * For whom a call is, and from whom.
   *
   * @param user of the domain, if he has shown who he is
   * @param passage the trunk by which he comes, if it is one
   */
  private record Caller(
      Destination destination,
      Optional<Domain> domain,
      Optional<String> user,
      Optional<Passage> passage) {

    SoundPolicy sound(SipServletRequest invite) {
      SoundPolicy sound = passage.map(it -> it.trunk().outward().sound()).orElse(SoundPolicy.USUAL);
      String met = invite.getLocalAddr();
      return met == null ? sound : sound.at(met);
    }

    /** What was taken for the call is given back; harmless when repeated. */
    void leave() {
      passage.ifPresent(it -> it.channel().close());
    }
  }

  private void take(SipServletRequest invite, String offer, Caller caller) {
    Inbox inbox = new Inbox();
    MediaSession sound;
    try {
      SoundPolicy policy = caller.sound(invite);
      sound = offer.isEmpty() ? engine.offer(inbox, policy) : engine.answer(offer, inbox, policy);
    } catch (MediaRefused e) {
      caller.leave();
      refuse(invite, Sdp.status(e.reason()));
      return;
    } catch (RuntimeException e) {
      caller.leave();
      throw e;
    }
    try {
      IncomingLine line =
          new IncomingLine(invite, equipment, inbox, sound, offer.isEmpty(), caller::leave);
      line.heard(invite);
      equipment
          .executor()
          .submit(
              invite.getApplicationSession(),
              () -> {
                begin(invite, line, caller, inbox);
                return line;
              })
          .whenComplete((taken, failure) -> {
            if (failure != null) {
              // The caller has given up meanwhile, or a mistake of ours
              sound.close();
              caller.leave();
              LOG.log(Level.DEBUG, "A call was not taken in", failure);
            }
          });
    } catch (RuntimeException e) {
      sound.close();
      caller.leave();
      throw e;
    }
  }

  /** In the session's order: whether the caller has given up meanwhile is known here. */
  private void begin(SipServletRequest invite, IncomingLine line, Caller caller, Inbox inbox)
      throws IOException {
    if (invite.isCommitted()) {
      line.sound().close();
      caller.leave();
      return;
    }
    line.attach();
    try {
      switchboard.arrive(facts(invite, caller, line), caller.destination().voice(), line, inbox);
    } catch (CallRefused e) {
      line.sound().close();
      caller.leave();
      invite.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE).send();
    }
  }

  private CallFacts facts(SipServletRequest invite, Caller caller, IncomingLine line) {
    Optional<Passage> passage = caller.passage();
    Address address = identity.of(invite, passage.isPresent());
    Destination destination = caller.destination();
    return new CallFacts(
        Sid.random("CA"),
        destination.accountSid(),
        from(caller).orElseGet(() -> party(passage, PhoneAddress.of(address))),
        passage.map(Passage::number).orElseGet(() -> PhoneAddress.of(invite.getRequestURI())),
        Direction.INBOUND,
        equipment.clock().instant(),
        Optional.empty(),
        destination.numberSid(),
        TrunkEntrance.forwardedFrom(invite).map(it -> party(passage, it)),
        Optional.ofNullable(address.getDisplayName()),
        told(invite, line, caller));
  }

  /** Who has shown who he is, calls as that, whatever his phone writes into From. */
  private static Optional<String> from(Caller caller) {
    return caller
        .domain()
        .flatMap(domain -> caller.user().map(user -> PhoneAddress.of(user, domain.name())));
  }

  private Map<String, String> told(SipServletRequest invite, IncomingLine line, Caller caller) {
    Map<String, String> told = new LinkedHashMap<>(line.parameters());
    told.putAll(identity.attested(invite, caller.passage().isPresent()));
    caller.destination().domainSid().ifPresent(sid -> told.put("SipDomainSid", sid.value()));
    caller.user().ifPresent(user -> told.put("SipUsername", user));
    return told;
  }

  private static String party(Optional<Passage> passage, String party) {
    return passage.map(it -> it.party(party)).orElse(party);
  }

  private void refuse(SipServletRequest invite, int status) {
    inOrder(invite, () -> invite.createResponse(status).send());
  }

  /** Says something to a caller who has not given up meanwhile. */
  private void inOrder(SipServletRequest invite, Saying saying) {
    try {
      equipment.executor().execute(invite.getApplicationSession(), () -> say(invite, saying));
    } catch (IllegalStateException ended) {
      LOG.log(Level.TRACE, "{0} has been given up", invite.getCallId());
    }
  }

  private static void say(SipServletRequest invite, Saying saying) {
    try {
      if (!invite.isCommitted()) {
        saying.send();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The refusal of " + invite.getCallId() + " was not sent", e);
    }
  }

  /** Sends an answer. */
  @FunctionalInterface
  private interface Saying {
    void send() throws IOException;
  }
}
