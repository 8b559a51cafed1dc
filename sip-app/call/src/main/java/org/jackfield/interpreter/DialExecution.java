package org.jackfield.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Outcome;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.instruction.Dial;
import org.jackfield.instruction.Noun;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PartyAnswered;
import org.jackfield.interpreter.LegEvent.PartyEnded;
import org.jackfield.interpreter.LegEvent.PartySounds;
import org.jackfield.interpreter.LegEvent.Silence;
import org.jackfield.interpreter.LegEvent.TransferAsked;
import org.jackfield.media.Recording.Channels;
import org.jspecify.annotations.Nullable;

/** Dial: calls others and connects the first who answers; the rest is cancelled. */
final class DialExecution implements Execution {

  /** For a party that has been dropped to say so. */
  private static final Duration TO_END = Duration.ofSeconds(2);

  private static final List<Outcome> TELLING =
      List.of(Outcome.BUSY, Outcome.NO_ANSWER, Outcome.CANCELED, Outcome.FAILED);

  private final Dial dial;
  private final Leg leg;
  private final Reports reports;
  private final List<Party> alive = new ArrayList<>();
  private final List<PartyEnded> unanswered = new ArrayList<>();
  private @Nullable Party connected;
  private boolean heard;
  private @Nullable Draft draft;

  DialExecution(Dial dial, Leg leg, Reports reports) {
    this.dial = dial;
    this.leg = leg;
    this.reports = reports;
  }

  @Override
  public Next perform() throws CallInterrupted {
    begin();
    if (dial.recorded().fromRinging()) {
      record();
    }
    for (List<Noun> group : groups()) {
      if (heard) {
        ring();
      }
      Optional<Party> party = call(group);
      if (party.isPresent()) {
        return talk(party.get());
      }
    }
    return result(Optional.empty(), parameters(mostTelling()));
  }

  private void begin() throws CallInterrupted {
    if (dial.answerOnBridge()) {
      leg.ring();
    } else {
      leg.answer();
    }
    ring();
  }

  private void ring() {
    if (leg.isAnswered()) {
      leg.ringback("ringback-" + dial.ringTone().orElse("us"));
    }
  }

  private List<List<Noun>> groups() {
    return dial.sequential() ? dial.nouns().stream().map(List::of).toList() : List.of(dial.nouns());
  }

  /** Calls all of them at once; who answers first, nothing if nobody does. */
  private Optional<Party> call(List<Noun> nouns) throws CallInterrupted {
    for (Noun noun : nouns) {
      alive.add(leg.dial(orderOf(noun)));
    }
    while (!alive.isEmpty()) {
      // Each party gives up by itself when its time is over; this is for one that does not
      switch (leg.awaitParty(PromptExecution.UNTIL_PROMPTS_END)) {
        case PartyAnswered(Party party) when alive.contains(party) -> {
          alive.remove(party);
          alive.forEach(leg::dropForAnother);
          alive.clear();
          return Optional.of(party);
        }
        case PartyEnded ended when alive.remove(ended.party()) -> unanswered.add(ended);
        case PartySounds(Party party) -> {
          if (isHeardEarly(nouns) && alive.contains(party)) {
            hear(party);
          }
        }
        case Silence silence -> {
          alive.forEach(leg::drop);
          alive.clear();
        }
        case PartyAnswered late -> leg.drop(late.party());
        case PartyEnded late -> {
          // One that was dropped before
        }
        case KeyPressed key -> {
          // Nobody is there who could be hung up on
        }
        case TransferAsked transfer -> {
          // Nobody is there who could be transferred
        }
      }
    }
    return Optional.empty();
  }

  private DialOrder orderOf(Noun noun) {
    return new DialOrder(
        noun, dial.callerId(), dial.timeout(), dial.timeLimit(), dial.referral().isPresent());
  }

  /**
   * Whether the caller hears what the called party sends before it answers: not where the
   * application has chosen a ring tone, nor of several that are called at once, nor of one that is
   * asked first whether it wants to be connected.
   */
  private boolean isHeardEarly(List<Noun> nouns) {
    return nouns.size() == 1 && dial.ringTone().isEmpty() && nouns.getFirst().screening().isEmpty();
  }

  private void hear(Party party) {
    heard = true;
    leg.stopPrompts();
    leg.soundEarly();
    leg.bridge(party);
  }

  private Next talk(Party party) throws CallInterrupted {
    connected = party;
    leg.stopPrompts();
    leg.answer();
    leg.bridge(party);
    if (dial.recorded().any() && draft == null) {
      record();
    }
    while (true) {
      switch (leg.awaitParty(dial.timeLimit().plus(TO_END))) {
        case KeyPressed(char key) when key == '*' && dial.hangupOnStar() -> {
          return hangUp(party);
        }
        case PartyEnded ended when ended.party().equals(party) -> {
          return result(Optional.of(party), talked(party, Optional.of(ended)));
        }
        case Silence silence -> {
          return hangUp(party);
        }
        case TransferAsked(String target) when dial.referral().isPresent() -> {
          leg.drop(party);
          recorded();
          return new Next.Document(dial.referral().get(), Map.of("ReferTransferTarget", target));
        }
        case PartyAnswered late -> leg.drop(late.party());
        case PartySounds late -> {
          // It is heard already
        }
        case KeyPressed key -> {
          // It goes through to the other
        }
        case PartyEnded other -> {
          // One that was cancelled
        }
        case TransferAsked transfer -> {
          // Nobody is to be asked about it
        }
      }
    }
  }

  private Next hangUp(Party party) {
    return result(Optional.of(party), talked(party, leg.end(party)));
  }

  private void record() {
    draft =
        leg.record(
            new Take(
                "DialVerb",
                dial.recorded().dual() ? Channels.DUAL : Channels.MIXED,
                dial.timeLimit().plus(dial.timeout()),
                false,
                dial.trim(),
                Duration.ZERO));
    reports.recordingBegan(dial.recordingStatus(), draft);
  }

  private Next result(Optional<Party> party, Map<String, String> parameters) {
    leg.stopPrompts();
    parameters.put("DialBridged", Boolean.toString(party.isPresent()));
    recorded().ifPresent(kept -> parameters.put("RecordingUrl", kept.address()));
    return dial.action()
        .<Next>map(action -> new Next.Document(action, parameters))
        .orElseGet(Next.NextInstruction::new);
  }

  private Optional<Kept> recorded() {
    Draft made = draft;
    if (made == null) {
      return Optional.empty();
    }
    Optional<Kept> kept = leg.finishRecording();
    reports.recordingEnded(dial.recordingStatus(), made, kept);
    return kept;
  }

  // Several may have been called, and one word is told of them
  private Optional<PartyEnded> mostTelling() {
    return TELLING.stream()
        .flatMap(outcome -> unanswered.stream().filter(ended -> ended.outcome() == outcome))
        .findFirst();
  }

  private static Map<String, String> parameters(Optional<PartyEnded> ended) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(
        "DialCallStatus", ended.map(PartyEnded::outcome).orElse(Outcome.NO_ANSWER).word());
    ended.ifPresent(party -> describe(party, parameters));
    return parameters;
  }

  private static Map<String, String> talked(Party party, Optional<PartyEnded> ended) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("DialCallStatus", Outcome.COMPLETED.word());
    parameters.put("DialCallSid", party.sid().value());
    ended.ifPresent(how -> describe(how, parameters));
    parameters.put("DialCallDuration", Long.toString(ended.map(PartyEnded::seconds).orElse(0L)));
    return parameters;
  }

  private static void describe(PartyEnded ended, Map<String, String> parameters) {
    parameters.put("DialCallSid", ended.party().sid().value());
    if (ended.sipStatus() > 0) {
      parameters.put("DialSipResponseCode", Integer.toString(ended.sipStatus()));
    }
    ended.parameters().forEach((name, value) -> parameters.put("Dial" + name, value));
  }

  /** The caller has hung up: so are those who were called, and of one it is told how. */
  @Override
  public Optional<Next.Document> afterEnd() {
    alive.forEach(leg::drop);
    Party party = connected;
    Map<String, String> parameters = party == null ? unanswered() : talked(party, leg.end(party));
    parameters.put("DialBridged", Boolean.toString(party != null));
    recorded().ifPresent(kept -> parameters.put("RecordingUrl", kept.address()));
    return dial.action().map(action -> new Next.Document(action, parameters));
  }

  private Map<String, String> unanswered() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("DialCallStatus", Outcome.CANCELED.word());
    if (alive.size() == 1) {
      Party party = alive.getFirst();
      parameters.put("DialCallSid", party.sid().value());
      leg.end(party).ifPresent(how -> describe(how, parameters));
    }
    return parameters;
  }
}
