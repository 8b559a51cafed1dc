package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkRun;
import org.jspecify.annotations.Nullable;

/**
 * Tells a provider where we are, and again before it forgets that (RFC 3261 section 10.2); after a
 * failure later and later. The password is for its registrar alone: nothing is sent elsewhere. Any
 * thread.
 */
final class TrunkRegistration implements Errand {

  private static final Logger LOG = System.getLogger("org.jackfield.trunk");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LONGEST_EXPIRY = Duration.ofDays(1);
  private static final int MOST_TRIES = 3;

  private final Trunk trunk;
  private final Trunk.Registration registration;
  private final TrunkRun run;
  private final SipFactory factory;
  private final Equipment equipment;
  private final Function<Gateway, String> contact;
  private final GatewayHosts hosts;
  private final CompletableFuture<Boolean> farewell = new CompletableFuture<>();
  private @Nullable SipApplicationSession application;
  private @Nullable SipSession session;
  private @Nullable Future<?> next;
  private @Nullable Future<?> patience;
  private Gateway registrar;
  private Duration expiry;
  private int tries;
  private int failures;
  private boolean isKnown;
  private boolean isEnding;

  /**
   * The registration of a trunk that has one.
   *
   * @param contact where we are for a registrar
   */
  TrunkRegistration(
      Trunk trunk,
      TrunkRun run,
      SipFactory factory,
      Equipment equipment,
      Function<Gateway, String> contact,
      GatewayHosts hosts) {
    this.trunk = trunk;
    this.registration = trunk.outward().registration().orElseThrow();
    this.run = run;
    this.factory = factory;
    this.equipment = equipment;
    this.contact = contact;
    this.hosts = hosts;
    this.registrar = registration.registrars().getFirst();
    this.expiry = registration.expiry();
  }

  /** Whether it is as it would be for another state of the trunk. */
  boolean isFor(Trunk other) {
    return trunk.outward().registration().equals(other.outward().registration())
        && trunk.outward().login().equals(other.outward().login());
  }

  /** Begins, or goes on. */
  synchronized void ask() {
    if (farewell.isDone()) {
      return;
    }
    tries = 0;
    try {
      SipApplicationSession open = application;
      if (open == null || !open.isValid()) {
        open = factory.createApplicationSession();
        open.setExpires(0);
        open.setInvalidateWhenReady(false);
        application = open;
        session = null;
      }
      equipment.executor().execute(open, () -> sending(this::again));
    } catch (RuntimeException e) {
      failed("REGISTER cannot be sent: " + e.getMessage(), Optional.empty());
    }
  }

  /** Makes a REGISTER. */
  @FunctionalInterface
  private interface Making {
    SipServletRequest make() throws ServletParseException;
  }

  private synchronized void sending(Making making) {
    try {
      SipServletRequest register = making.make();
      session = register.getSession();
      register.setAddressHeader(
          "Contact", factory.createAddress("<" + contact.apply(registrar) + ">"));
      register.setExpires(isEnding ? 0 : (int) expiry.toSeconds());
      attach(register.getSession());
      tries++;
      patience = equipment.delays().after(PATIENCE, () -> failed("no answer", Optional.empty()));
      register.send();
    } catch (IOException | ServletParseException | RuntimeException e) {
      LOG.log(Level.DEBUG, "A REGISTER could not be sent", e);
      failed("REGISTER cannot be sent", Optional.empty());
    }
  }

  private SipServletRequest again() throws ServletParseException {
    SipSession known = session;
    if (known != null && known.isValid()) {
      // Section 10.2.4: with the same Call-ID
      return known.createRequest("REGISTER");
    }
    Address us = factory.createAddress("sip:" + registration.user() + "@" + registrar.host());
    SipServletRequest register =
        factory.createRequest(application, "REGISTER", us, (Address) us.clone());
    register.setRequestURI(factory.createURI(registrar.uri("")));
    return register;
  }

  @Override
  public synchronized void answered(SipServletResponse answer) {
    int status = answer.getStatus();
    if (status < 200) {
      return;
    }
    stopWaiting();
    if (status < 300) {
      accepted(answer);
    } else if ((status == 401 || status == 407) && tries < MOST_TRIES && isNew(answer)) {
      sending(() -> identified(answer));
    } else if (status == 423 && tries < MOST_TRIES && canWaitSoLong(answer)) {
      sending(this::again);
    } else {
      failed(status + " " + answer.getReasonPhrase(), pause(answer));
    }
  }

  /** The second refusal of one password is the last, unless the challenge was only too old. */
  private boolean isNew(SipServletResponse answer) {
    String name = answer.getStatus() == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
    boolean stale = String.valueOf(answer.getHeader(name)).matches("(?i).*stale *= *\"?true.*");
    return trunk.outward().login().isPresent() && (tries == 1 || stale);
  }

  private SipServletRequest identified(SipServletResponse challenge) {
    Credentials login = trunk.outward().login().orElseThrow();
    SipServletRequest again = challenge.getSession().createRequest("REGISTER");
    again.addAuthHeader(challenge, login.user(), login.password());
    return again;
  }

  private boolean canWaitSoLong(SipServletResponse answer) {
    String least = String.valueOf(answer.getHeader("Min-Expires")).strip();
    if (least.matches("\\d{1,6}")
        && Integer.parseInt(least) > expiry.toSeconds()
        && Integer.parseInt(least) <= LONGEST_EXPIRY.toSeconds()) {
      expiry = Duration.ofSeconds(Integer.parseInt(least));
      return true;
    }
    return false;
  }

  private void accepted(SipServletResponse answer) {
    failures = 0;
    String peer = answer.getInitialRemoteAddr();
    if (peer != null) {
      hosts.learn(trunk.sid().value(), peer);
    }
    if (isEnding) {
      isKnown = false;
      depart(true);
      return;
    }
    Duration granted = granted(answer);
    if (!isKnown) {
      LOG.log(Level.INFO, "The trunk {0} is registered as {1}", trunk.name(), registration.user());
    }
    isKnown = true;
    run.registered(equipment.clock().instant().plus(granted));
    // In time for some tries more, should one fail
    later(granted.multipliedBy(granted.toSeconds() < 60 ? 5 : 8).dividedBy(10));
  }

  /**
   * Section 10.2.4: what the registrar says of our contact, whose host a NAT may have changed; of
   * several contacts of the user the shortest. Otherwise what it says of all.
   */
  private Duration granted(SipServletResponse answer) {
    List<Integer> all = new ArrayList<>();
    try {
      for (Iterator<Address> each = answer.getAddressHeaders("Contact"); each.hasNext(); ) {
        Address one = each.next();
        if (one.getURI() instanceof SipURI uri
            && registration.user().equals(uri.getUser())
            && one.getExpires() > 0) {
          all.add(one.getExpires());
        }
      }
    } catch (ServletParseException e) {
      LOG.log(Level.DEBUG, "A registrar says something that is no contact", e);
    }
    int general = answer.getExpires() > 0 ? answer.getExpires() : (int) expiry.toSeconds();
    return Duration.ofSeconds(all.stream().mapToInt(it -> it).min().orElse(general));
  }

  private static Optional<Duration> pause(SipServletResponse answer) {
    String asked = String.valueOf(answer.getHeader("Retry-After")).split("[ ;(]", 2)[0];
    return asked.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(asked)))
        : Optional.empty();
  }

  private synchronized void failed(String why, Optional<Duration> asked) {
    stopWaiting();
    if (isEnding) {
      depart(false);
      return;
    }
    failures++;
    if (failures == 1) {
      LOG.log(
          Level.WARNING,
          "The trunk {0} could not be registered as {1}: {2}; it is tried again",
          trunk.name(),
          registration.user(),
          why);
    }
    isKnown = false;
    run.unregistered(why);
    // Its transaction may still be under way
    session = null;
    // Another of the provider's hosts may know what this one does not
    List<Gateway> all = registration.registrars();
    registrar = all.get((all.indexOf(registrar) + 1) % all.size());
    later(asked.filter(it -> it.compareTo(LONGEST_PAUSE) < 0).orElseGet(this::pause));
  }

  /** Twice as long each time, and none at the same moment as others. */
  private Duration pause() {
    Duration most = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 7));
    long millis = (most.compareTo(LONGEST_PAUSE) < 0 ? most : LONGEST_PAUSE).toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }

  private void later(Duration delay) {
    if (next != null) {
      next.cancel(false);
    }
    next = equipment.delays().after(delay, this::ask);
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
    }
  }

  /** Takes it back. */
  synchronized void end() {
    if (next != null) {
      next.cancel(false);
    }
    stopWaiting();
    if (isKnown && !isEnding) {
      isEnding = true;
      ask();
    } else if (!isEnding) {
      depart(false);
    }
    run.unregistered("");
  }

  /** Done when the registrar has answered that it was taken back, or has not. */
  CompletableFuture<Boolean> ended() {
    return farewell;
  }

  private void depart(boolean heard) {
    farewell.complete(heard);
    SipApplicationSession open = application;
    if (open != null && open.isValid()) {
      open.setInvalidateWhenReady(true);
      open.setExpires(1);
    }
  }
}
