package org.jackfield.router.sip;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import java.net.InetAddress;
import java.time.InstantSource;
import org.jackfield.admission.Digest;
import org.jackfield.admission.Gate;
import org.jackfield.admission.Logins;
import org.jackfield.admission.Users;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallerIdChecks;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Directory;
import org.jackfield.call.LocalCalls;
import org.jackfield.call.Recordings;
import org.jackfield.instruction.RememberedDocuments;
import org.jackfield.instruction.twiml.TwimlReader;
import org.jackfield.interpreter.Surroundings;
import org.jackfield.interpreter.Switchboard;
import org.jackfield.media.MediaEngine;
import org.jackfield.registration.Locations;
import org.jackfield.router.DialledNumbers;
import org.jackfield.router.NumberedCountries;
import org.jackfield.router.http.CheckingApplication;
import org.jackfield.router.http.HttpApplication;
import org.jackfield.router.http.HttpMediaLayer;
import org.jackfield.session.SessionStore;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.Visitors;
import org.jackfield.trunk.TrunkGate;
import org.jackfield.trunk.Trunks;
import org.jspecify.annotations.Nullable;

/** Ties calls to what surrounds them, once for each node. */
@ApplicationScoped
class Wiring {

  @Inject private @Nullable SipFactory factory;
  @Inject private @Nullable SessionExecutor executor;
  @Inject private @Nullable Visitors visitors;
  @Inject private @Nullable Directory directory;
  @Inject private @Nullable CallRecords records;
  @Inject private @Nullable Recordings recordings;
  @Inject private @Nullable SessionStore sessions;
  @Inject private @Nullable MediaEngine engine;
  @Inject private @Nullable LocalCalls local;
  @Inject private @Nullable CallerIdChecks checks;
  @Inject private @Nullable CallerNumbers callerNumbers;
  @Inject private @Nullable Ceilings ceilings;
  @Inject private @Nullable Users users;
  @Inject private @Nullable Locations locations;
  @Inject private @Nullable Trunks trunks;

  private @Nullable HttpApplication application;
  private @Nullable HttpMediaLayer media;
  private @Nullable CallerIdentity identity;
  private @Nullable Delays delays;
  private @Nullable Switchboard switchboard;
  private @Nullable Arrival arrival;
  private @Nullable Registrations registrations;
  private @Nullable Trunking trunking;

  /** Where calls that come in are taken. */
  Arrival arrival() {
    return there(arrival);
  }

  /** Where phones say where they are. */
  Registrations registrations() {
    return there(registrations);
  }

  /** Who looks after trunks. */
  Trunking trunking() {
    return there(trunking);
  }

  /** Whether the operator trusts the peer that a request came from. */
  boolean isTrusted(SipServletRequest request) {
    return there(identity).isTrusted(request);
  }

  /** Whether a trunk, or who the operator trusts, has this address; waits for nobody. */
  boolean expects(InetAddress address) {
    return there(identity).trusts(address) || there(trunking).expects(address);
  }

  @PostConstruct
  void begin() {
    RouterSettings settings = RouterSettings.ofSystem();
    identity = new CallerIdentity(settings.trusted());
    InstantSource clock = InstantSource.system();
    application = new HttpApplication(there(directory), clock);
    media = HttpMediaLayer.configured();
    delays = new Delays();
    Equipment equipment =
        new Equipment(there(executor), there(visitors), clock, delays, settings.sessionTimer());
    trunking = new Trunking(there(trunks), there(factory), equipment, settings);
    switchboard =
        new Switchboard(
            new Surroundings(
                new CheckingApplication(application, there(checks)),
                new NumberedCountries(),
                new RememberedDocuments(new TwimlReader()),
                media,
                there(engine)::bridge,
                signaling(settings, equipment),
                there(sessions),
                CheckingApplication.withoutChecks(there(records)),
                there(recordings),
                clock,
                settings.node(),
                there(callerNumbers),
                there(ceilings),
                settings.mostOfAccount()));
    open(PhoneSettings.ofSystem(), settings, equipment, switchboard);
    there(local).open(switchboard);
  }

  private SipSignaling signaling(RouterSettings settings, Equipment equipment) {
    return new SipSignaling(
        there(factory),
        equipment,
        there(engine),
        settings,
        new CalledUsers(there(users), there(locations), settings.node()),
        there(locations),
        there(trunking),
        there(ceilings),
        new DialledNumbers());
  }

  /** What comes in goes by the gate. */
  private void open(
      PhoneSettings phones, RouterSettings settings, Equipment equipment, Switchboard board) {
    Digest digest =
        new Digest(
            phones.realm(),
            there(users).seal(),
            phones.nonceLife(),
            phones.nonces(),
            phones.onlyMd5(),
            equipment.clock());
    Logins logins = new WatchedLogins(equipment.visitors());
    Gate gate = new Gate(there(users), digest, logins);
    TrunkGate trunkGate =
        new TrunkGate(
            there(trunks), there(users), digest, phones.realm(), logins, settings.callers());
    arrival =
        new Arrival(
            there(directory),
            there(engine),
            board,
            equipment,
            there(identity),
            gate,
            there(users),
            new TrunkEntrance(trunkGate, there(trunking), there(directory), new DialledNumbers()));
    registrations =
        new Registrations(
            gate,
            there(users),
            there(locations),
            phones.registrar(),
            equipment,
            there(identity),
            settings.node());
  }

  /** Calls first: they still need all that surrounds them. */
  @PreDestroy
  void end() {
    there(local).close();
    there(switchboard).close();
    there(trunking).close();
    there(delays).close();
    there(media).close();
    there(application).close();
  }

  private static <T> T there(@Nullable T thing) {
    if (thing == null) {
      throw new IllegalStateException("Asked before it was wired");
    }
    return thing;
  }
}
