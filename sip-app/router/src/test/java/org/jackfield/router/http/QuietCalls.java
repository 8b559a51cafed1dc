package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jackfield.application.Application;
import org.jackfield.application.Countries;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification;
import org.jackfield.call.Recordings;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.Webhook;
import org.jackfield.instruction.twiml.TwimlReader;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.interpreter.Signaling;
import org.jackfield.interpreter.Surroundings;
import org.jackfield.interpreter.Switchboard;
import org.jackfield.media.Sound;
import org.jackfield.session.MemorySessionStore;
import org.jackfield.session.SessionStore;

/** Calls of which nothing is heard: all of the router but SIP and sound, over real HTTP. */
final class QuietCalls implements CallRecords, Signaling, Recordings, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final Map<Sid, Life> lives = new ConcurrentHashMap<>();
  private final Switchboard switchboard;

  QuietCalls(Application application) {
    switchboard =
        new Switchboard(
            new Surroundings(
                application,
                Countries.UNKNOWN,
                new TwimlReader(),
                (request, format, asker) -> Sound.of(format, new byte[160]),
                (one, other) -> {
                  throw new UnsupportedOperationException("Nobody is connected");
                },
                this,
                sessions,
                this,
                this,
                InstantSource.system(),
                "a",
                CallerNumbers.ANY,
                Ceilings.NONE,
                Switchboard.CAPACITY));
  }

  /** What became of a call. */
  static final class Life {
    final CountDownLatch over = new CountDownLatch(1);
    final List<Notification> notes = new java.util.concurrent.CopyOnWriteArrayList<>();
    volatile String status = "";

    /** Its outcome, when it is over. */
    String outcome() throws InterruptedException {
      assertThat(over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the call ends").isTrue();
      return status;
    }

    /** What was told of it, when something that is waited for is there. */
    List<Notification> await(Predicate<List<Notification>> there) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!there.test(notes) && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(there.test(notes)).as("notifications: " + notes).isTrue();
      return notes;
    }
  }

  Life arrives(VoiceSettings voice) throws CallRefused {
    return arrives(voice, "+15550001");
  }

  Life arrives(VoiceSettings voice, String from) throws CallRefused {
    CallFacts facts =
        new CallFacts(
            Sid.random("CA"),
            OneAccount.ACCOUNT,
            from,
            "+15550002",
            Direction.INBOUND,
            Instant.now(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    Life life = new Life();
    lives.put(facts.sid(), life);
    switchboard.arrive(facts, voice, new PlainLine(), new Inbox());
    return life;
  }

  @Override
  public void keep(CallRecord call) {
    Life life = lives.get(call.facts().sid());
    if (life != null && call.ended().isPresent()) {
      life.status = call.status();
      life.over.countDown();
    }
  }

  @Override
  public void keep(Webhook webhook) {
    // Nobody here looks at them
  }

  @Override
  public void keep(Notification notification) {
    Life life = lives.get(notification.callSid());
    if (life != null) {
      life.notes.add(notification);
    }
  }

  @Override
  public Line place(CallFacts facts, Outward outward, Inbox inbox) throws CallRefused {
    throw new CallRefused(13224, "Nobody is called");
  }

  @Override
  public Draft draft(
      Sid account, Sid call, String source, int channels, Track track, Instant started) {
    return new Draft(
        Sid.random("RE"), account, call, source, channels, track, started, Path.of("none.wav"));
  }

  @Override
  public Kept keep(Draft draft, Duration length) {
    return new Kept(draft, "http://jackfield/" + draft.sid(), length);
  }

  @Override
  public void pause(Draft draft, boolean isPaused) {
    // Nobody here records
  }

  @Override
  public void discard(Draft draft) {}

  @Override
  public void close() {
    switchboard.close();
  }
}
