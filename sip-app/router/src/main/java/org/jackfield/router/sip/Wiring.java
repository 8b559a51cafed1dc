package org.jackfield.router.sip;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.sip.SipFactory;
import java.time.InstantSource;
import org.jackfield.call.CallRecords;
import org.jackfield.call.Directory;
import org.jackfield.call.LocalCalls;
import org.jackfield.call.Recordings;
import org.jackfield.instruction.twiml.TwimlReader;
import org.jackfield.interpreter.Surroundings;
import org.jackfield.interpreter.Switchboard;
import org.jackfield.media.MediaEngine;
import org.jackfield.router.http.HttpApplication;
import org.jackfield.router.http.HttpMediaLayer;
import org.jackfield.session.SessionStore;
import org.jackfield.sip.SessionExecutor;
import org.jspecify.annotations.Nullable;

/** Ties calls to what surrounds them, once for each node. */
@ApplicationScoped
class Wiring {

  @Inject private @Nullable SipFactory factory;
  @Inject private @Nullable SessionExecutor executor;
  @Inject private @Nullable Directory directory;
  @Inject private @Nullable CallRecords records;
  @Inject private @Nullable Recordings recordings;
  @Inject private @Nullable SessionStore sessions;
  @Inject private @Nullable MediaEngine engine;
  @Inject private @Nullable LocalCalls local;

  private @Nullable HttpApplication application;
  private @Nullable HttpMediaLayer media;
  private @Nullable Switchboard switchboard;
  private @Nullable Arrival arrival;

  /** Where calls that come in are taken. */
  Arrival arrival() {
    return there(arrival);
  }

  @PostConstruct
  void begin() {
    RouterSettings settings = RouterSettings.ofSystem();
    InstantSource clock = InstantSource.system();
    application = new HttpApplication(there(directory), clock);
    media = HttpMediaLayer.configured();
    switchboard =
        new Switchboard(
            new Surroundings(
                application,
                new TwimlReader(),
                media,
                there(engine)::bridge,
                new SipSignaling(there(factory), there(executor), there(engine), settings, clock),
                there(sessions),
                there(records),
                there(recordings),
                clock,
                settings.node()));
    arrival = new Arrival(there(directory), there(engine), switchboard, there(executor), clock);
    there(local).open(switchboard);
  }

  /** Calls first: they still need all that surrounds them. */
  @PreDestroy
  void end() {
    there(local).close();
    there(switchboard).close();
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
