package org.jackfield.interpreter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.application.Answer;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Rejection;
import org.jackfield.call.Sid;
import org.jackfield.instruction.Prompt;
import org.jackfield.interpreter.LegEvent.Dialled;
import org.jackfield.interpreter.LegEvent.Heard;
import org.jackfield.interpreter.LegEvent.PartyEnded;
import org.jackfield.interpreter.LegEvent.Recorded;

/** A leg on which everything happens as it was written, and which notes what is asked of it. */
final class ScriptedLeg implements Leg {

  /** What a recording on this leg becomes. */
  static final Kept RECORDING =
      new Kept(
          new Draft(
              new Sid("RE" + "0".repeat(32)),
              new Sid("AC" + "0".repeat(32)),
              new Sid("CA" + "0".repeat(32)),
              "RecordVerb",
              1,
              Track.INBOUND,
              Instant.EPOCH,
              Path.of("recording.wav")),
          "http://jackfield/recording",
          Duration.ofSeconds(7));

  private final Deque<LegEvent> script;
  private final List<String> deeds = new ArrayList<>();
  private final List<Duration> patience = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private Optional<Interruption> atTheEnd = Optional.empty();
  private Optional<Kept> finished = Optional.of(RECORDING);
  private Referred referred = new Referred(202, 200);
  private Optional<PartyEnded> dropped = Optional.empty();
  private boolean answered;

  private ScriptedLeg(List<LegEvent> script) {
    this.script = new ArrayDeque<>(script);
  }

  /** Of a caller that does this; afterwards nothing more is heard. */
  static ScriptedLeg hears(LegEvent... script) {
    return new ScriptedLeg(List.of(script));
  }

  /** The call is interrupted when all of the script has happened. */
  ScriptedLeg then(Interruption interruption) {
    atTheEnd = Optional.of(interruption);
    return this;
  }

  ScriptedLeg finishingRecordingsAs(Optional<Kept> kept) {
    finished = kept;
    return this;
  }

  /** What becomes of a party that is dropped, where the script does not say it. */
  ScriptedLeg whoseDroppedParty(PartyEnded ended) {
    dropped = Optional.of(ended);
    return this;
  }

  ScriptedLeg referring(int sipStatus, int notifiedStatus) {
    referred = new Referred(sipStatus, notifiedStatus);
    return this;
  }

  ScriptedLeg alreadyAnswered() {
    answered = true;
    return this;
  }

  /** What was asked of it, in order. */
  List<String> deeds() {
    return deeds;
  }

  /** How long it was waited for each event. */
  List<Duration> patience() {
    return patience;
  }

  /** The party that is dialled as the nth, from 0; its SID is known before it is dialled. */
  static Party party(int number) {
    return new Party(new Sid("CA" + "%032d".formatted(number)));
  }

  private <E extends LegEvent> E next(Class<E> kind, Duration waited) throws CallInterrupted {
    patience.add(waited);
    if (script.isEmpty()) {
      if (atTheEnd.isPresent()) {
        throw new CallInterrupted(atTheEnd.get());
      }
      return kind.cast(new LegEvent.Silence());
    }
    return kind.cast(script.remove());
  }

  @Override
  public void ring() {
    deeds.add("ring");
  }

  @Override
  public void answer() {
    if (!answered) {
      answered = true;
      deeds.add("answer");
    }
  }

  @Override
  public void reject(Rejection rejection) {
    deeds.add("reject " + rejection.sipStatus());
  }

  @Override
  public boolean isAnswered() {
    return answered;
  }

  @Override
  public void prepare(List<Prompt> prompts) {
    if (!prompts.isEmpty()) {
      deeds.add("prepare " + prompts.size());
    }
  }

  @Override
  public void start(List<Prompt> prompts) {
    prompts.forEach(prompt -> deeds.add("start " + prompt));
  }

  @Override
  public void ringback(String tone) {
    deeds.add(tone);
  }

  @Override
  public void stopPrompts() {
    deeds.add("stop");
  }

  @Override
  public void press(String keys) {
    deeds.add("press " + keys);
  }

  @Override
  public Heard await(Duration patience) throws CallInterrupted {
    return next(Heard.class, patience);
  }

  @Override
  public Draft record(Take take) {
    deeds.add("record " + take);
    return RECORDING.draft();
  }

  @Override
  public Recorded awaitRecording(Duration patience) throws CallInterrupted {
    return next(Recorded.class, patience);
  }

  @Override
  public Optional<Kept> finishRecording() {
    deeds.add("finish recording");
    return finished;
  }

  @Override
  public Party dial(DialOrder order) {
    Party party = party(parties.size());
    parties.add(party);
    deeds.add("dial " + order.noun());
    return party;
  }

  @Override
  public Dialled awaitParty(Duration patience) throws CallInterrupted {
    return next(Dialled.class, patience);
  }

  @Override
  public void bridge(Party party) {
    deeds.add("bridge " + parties.indexOf(party));
  }

  @Override
  public void soundEarly() {
    deeds.add("sound early");
  }

  @Override
  public void dropForAnother(Party party) {
    deeds.add("drop " + parties.indexOf(party) + " for another");
  }

  @Override
  public void drop(Party party) {
    deeds.add("drop " + parties.indexOf(party));
  }

  @Override
  public Optional<PartyEnded> end(Party party) {
    drop(party);
    while (!script.isEmpty()) {
      if (script.poll() instanceof PartyEnded ended && ended.party().equals(party)) {
        return Optional.of(ended);
      }
    }
    return dropped.filter(ended -> ended.party().equals(party));
  }

  @Override
  public void abandon() {
    deeds.add("abandon");
  }

  @Override
  public Referred refer(String target, Duration patience) {
    deeds.add("refer " + target);
    return referred;
  }

  @Override
  public Answer ask(Supplier<Answer> question) {
    return question.get();
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }
}
