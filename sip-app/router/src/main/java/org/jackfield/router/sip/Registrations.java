package org.jackfield.router.sip;

import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.admission.Admission;
import org.jackfield.admission.Admission.Admitted;
import org.jackfield.admission.Admission.Challenged;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Gate;
import org.jackfield.admission.Knock;
import org.jackfield.admission.Standing;
import org.jackfield.admission.Users;
import org.jackfield.registration.Ask;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Contact;
import org.jackfield.registration.Decision;
import org.jackfield.registration.Locations;
import org.jackfield.registration.Registrar;

/**
 * The registrar's translation: a phone says where it is. On a virtual thread, since users are in a
 * database; what is said to the phone goes through the order of the session.
 */
final class Registrations {

  private static final Logger LOG = System.getLogger(Registrations.class.getName());

  /** RFC 3261 section 20.17: always GMT, and always two digits. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** So many wait for the database at once; more are told to come later. */
  private static final int MOST_AT_ONCE = 500;

  private static final String RETRY_SECONDS = "20";
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final WaitingRoom room = new WaitingRoom(MOST_AT_ONCE);
  private final AtomicLong lastFailure = new AtomicLong();
  private final Gate gate;
  private final Users users;
  private final Locations locations;
  private final Registrar registrar;
  private final Equipment equipment;
  private final CallerIdentity identity;
  private final String node;

  Registrations(
      Gate gate,
      Users users,
      Locations locations,
      Registrar registrar,
      Equipment equipment,
      CallerIdentity identity,
      String node) {
    this.gate = gate;
    this.users = users;
    this.locations = locations;
    this.registrar = registrar;
    this.equipment = equipment;
    this.identity = identity;
    this.node = node;
  }

  /** Takes in a REGISTER; in the order of its session, and returns at once. */
  void of(SipServletRequest register) throws IOException {
    Registering read;
    try {
      read = Registering.of(register, node);
    } catch (ServletParseException | RuntimeException broken) {
      LOG.log(Level.DEBUG, "A REGISTER cannot be read", broken);
      register.createResponse(SipServletResponse.SC_BAD_REQUEST).send();
      return;
    }
    if (!read.unknown().isEmpty()) {
      SipServletResponse response = register.createResponse(SipServletResponse.SC_BAD_EXTENSION);
      response.setHeader("Unsupported", String.join(", ", read.unknown()));
      response.send();
      return;
    }
    Knock knock = Knocks.of(register, "");
    Optional<String> host =
        PhoneAddress.domain(register.getRequestURI()).map(name -> name.substring(1));
    boolean trusted = identity.isTrusted(register);
    if (!room.enter(() -> takeIn(register, read, knock, host, trusted))) {
      later(register);
    }
  }

  private void takeIn(
      SipServletRequest register,
      Registering read,
      Knock knock,
      Optional<String> host,
      boolean trusted) {
    try {
      say(register, reply(register, read, knock, host, trusted));
    } catch (RuntimeException e) {
      // The database or the cache is away, for all who come meanwhile
      failed(register, e);
      say(register, () -> later(register));
    }
  }

  /** RFC 3261 section 21.5.4. */
  private static void later(SipServletRequest register) throws IOException {
    SipServletResponse response =
        register.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", RETRY_SECONDS);
    response.send();
  }

  private void failed(SipServletRequest register, RuntimeException e) {
    long now = System.nanoTime();
    long before = lastFailure.get();
    boolean isFirst = before == 0 || now - before > QUIET.toNanos();
    boolean tells = isFirst && lastFailure.compareAndSet(before, now);
    LOG.log(
        tells ? Level.ERROR : Level.DEBUG, "Registration " + register.getCallId() + " failed", e);
  }

  private Reply reply(
      SipServletRequest register,
      Registering read,
      Knock knock,
      Optional<String> host,
      boolean trusted) {
    // RFC 3261 section 10.3 steps 1 and 5: a user of another domain is nobody here
    Optional<Domain> domain =
        host.filter(read.ask().address().domain()::equals).flatMap(users::domain);
    Admission admission = gate.register(knock, domain);
    return switch (admission) {
      case Challenged challenged -> () -> Knocks.challenge(register, challenged);
      case Admission.Refused(int status, String phrase) -> refusal(register, status, phrase);
      case Admitted(Optional<String> user) ->
          user.filter(read.ask().address().user()::equals).isEmpty()
              ? refusal(register, SipServletResponse.SC_FORBIDDEN, "Another User")
              : kept(register, read, standing(domain, user), trusted);
    };
  }

  private String standing(Optional<Domain> domain, Optional<String> user) {
    return domain
        .flatMap(open -> user.flatMap(name -> Standing.of(users, open, name)))
        // His password has gone since he has shown that he knows it: nobody calls him
        .orElse("");
  }

  private Reply kept(
      SipServletRequest register, Registering read, String standing, boolean trusted) {
    Ask ask = read.ask().by(standing);
    if (!trusted && isElsewhere(ask)) {
      return refusal(register, SipServletResponse.SC_FORBIDDEN, "Contact Or Path Elsewhere");
    }
    boolean outbound = read.offersOutbound() && hasNumber(ask);
    boolean known = firstHopKnowsOutbound(ask);
    if (outbound && !read.isDirect() && !known) {
      // RFC 5626 section 6
      return refusal(register, 439, "First Hop Lacks Outbound Support");
    }
    // RFC 5626 section 4.4.2: a flow over UDP is kept alive by STUN, which nobody answers here
    boolean granted = outbound && (known || !ask.origin().transport().equals("UDP"));
    Instant now = equipment.clock().instant();
    Decision decision = locations.bind(ask.address(), kept -> registrar.decide(ask, kept, now));
    return switch (decision) {
      case Decision.Refused(int status, String phrase) -> refusal(register, status, phrase);
      case Decision.TooBrief(Duration least) ->
          () -> {
            SipServletResponse response =
                register.createResponse(SipServletResponse.SC_INTERVAL_TOO_BRIEF);
            response.setHeader("Min-Expires", String.valueOf(least.toSeconds()));
            response.send();
          };
      case Decision.Kept done -> () -> success(register, ask, done.bindings(), now, granted);
    };
  }

  /**
   * Calls to a user go where he was heard from, and nowhere else: or else somebody registers the
   * operator's gateway, and calls by it. What a proxy of the operator's says is believed.
   */
  private static boolean isElsewhere(Ask ask) {
    return !ask.path().isEmpty()
        || ask.contacts().stream()
            .filter(contact -> contact.expires().filter(Duration::isZero).isEmpty())
            .anyMatch(contact -> !host(contact).equals(ask.origin().host()));
  }

  private static String host(Contact contact) {
    String place = contact.uri().split("[;?]", 2)[0].replaceFirst("^sips?:", "");
    String host = place.substring(place.lastIndexOf('@') + 1);
    return host.startsWith("[")
        ? host.substring(1, Math.max(1, host.indexOf(']')))
        : host.replaceFirst(":\\d+$", "");
  }

  private static boolean hasNumber(Ask ask) {
    return ask.contacts().stream().anyMatch(contact -> contact.regId().isPresent());
  }

  /** The hop next to the phone wrote its Path first, which is the last now (RFC 3327). */
  private static boolean firstHopKnowsOutbound(Ask ask) {
    return !ask.path().isEmpty() && ask.path().getLast().matches("(?i).*;ob[;>].*");
  }

  private static void success(
      SipServletRequest register, Ask ask, List<Binding> bindings, Instant now, boolean outbound)
      throws IOException {
    SipServletResponse response = register.createResponse(SipServletResponse.SC_OK);
    for (Binding binding : bindings) {
      response.addHeader("Contact", contact(binding, now));
    }
    for (String path : ask.path()) {
      response.addHeader("Path", path);
    }
    response.setHeader("Supported", "path, outbound");
    if (outbound) {
      response.setHeader("Require", "outbound");
    }
    response.setHeader("Date", DATE.format(now));
    response.send();
  }

  private static String contact(Binding binding, Instant now) {
    Contact contact = binding.contact();
    long left = Math.max(1, Duration.between(now, binding.expires()).toSeconds());
    StringBuilder text =
        new StringBuilder("<").append(contact.uri()).append(">;expires=").append(left);
    if (contact.q() < 1) {
      text.append(";q=").append(String.format(Locale.ROOT, "%.3f", contact.q()));
    }
    contact.instance().ifPresent(it -> text.append(";+sip.instance=\"").append(it).append('"'));
    contact.regId().ifPresent(it -> text.append(";reg-id=").append(it));
    return text.toString();
  }

  private static Reply refusal(SipServletRequest register, int status, String phrase) {
    return () -> register.createResponse(status, phrase).send();
  }

  private void say(SipServletRequest register, Reply reply) {
    try {
      equipment
          .executor()
          .execute(
              register.getApplicationSession(),
              () -> {
                try {
                  reply.send();
                } catch (IOException e) {
                  LOG.log(Level.DEBUG, "A registration was not answered", e);
                }
              });
    } catch (IllegalStateException ended) {
      LOG.log(Level.TRACE, "{0} is not waited for any more", register.getCallId());
    }
  }

  /** What is said to a phone, in the session's order. */
  @FunctionalInterface
  private interface Reply {
    void send() throws IOException;
  }
}
