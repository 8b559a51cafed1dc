package org.jackfield.interpreter;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallState;
import org.jackfield.call.CallState.Ended;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Outcome;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Noun;
import org.jackfield.interpreter.Signaling.Outward;
import org.jackfield.media.MediaSession;

/**
 * A call that an instruction of another call asked for. It is placed, screened where that is asked
 * for, and then connected until one of the two has enough.
 */
final class ChildRun extends CallRun {

  private final LiveCall parent;
  private final DialOrder order;
  private boolean parentKnowsTheEnd;

  /**
   * For an instruction.
   *
   * @param asked what led to the document that it stands in
   */
  ChildRun(
      LiveCall live,
      LiveCall parent,
      DialOrder order,
      Optional<Exchange> asked,
      Surroundings around,
      Parties parties) {
    super(live, settings(order.noun()), around, new OfAChild(parties));
    room.notebook().follows(asked);
    this.parent = parent;
    this.order = order;
  }

  /** A call to whom the order names. */
  static LiveCall callOf(CallFacts parent, DialOrder order, InstantSource clock) {
    CallFacts facts =
        new CallFacts(
            Sid.random("CA"),
            parent.accountSid(),
            order.callerId().orElse(parent.from()),
            addressOf(order.noun()),
            Direction.OUTBOUND_DIAL,
            clock.instant(),
            Optional.of(parent.sid()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new LiveCall(new Call(facts, new CallState.Queued(facts.created())), new Inbox());
  }

  private static String addressOf(Noun noun) {
    return switch (noun) {
      case Noun.Number number -> number.number();
      case Noun.Client client -> "client:" + client.name();
      case Noun.Sip sip -> sip.address();
    };
  }

  private static VoiceSettings settings(Noun noun) {
    return new VoiceSettings(
        noun.screening().map(Targets::of),
        Optional.empty(),
        Optional.empty(),
        noun.status().map(Callback::action).map(Targets::of),
        noun.status().map(callback -> List.copyOf(callback.events())).orElse(List.of()));
  }

  @Override
  void live() throws CallInterrupted {
    around.application().follow(live.sid(), parent.sid());
    Optional<LiveLeg> placed = place(outward(order.noun()), order.timeLimit());
    if (placed.isEmpty()) {
      return;
    }
    LiveLeg leg = placed.get();
    try {
      leg.awaitAnswer(order.timeout(), () -> parent.inbox().childSounds(live.sid()));
      pressKeys(leg);
      if (screened(leg)) {
        parent.inbox().childReady(live.sid());
        leg.mayTransfer(order.mayTransfer());
        leg.awaitEnd(parent.inbox()::childTransfers);
      }
      end();
    } catch (CallInterrupted e) {
      if (!(e.interruption() instanceof Interruption.Redirected(VoiceSettings instructions))) {
        throw e;
      }
      goOwnWay(leg, instructions);
    }
  }

  private void pressKeys(LiveLeg leg) throws CallInterrupted {
    if (order.noun() instanceof Noun.Number number && number.sendDigits().isPresent()) {
      leg.press(number.sendDigits().get());
      PromptExecution.untilHeard(leg);
    }
  }

  /** Whether the called party is to be connected, after what it heard and pressed. */
  private boolean screened(LiveLeg leg) throws CallInterrupted {
    if (order.noun().screening().isEmpty()) {
      return true;
    }
    Conclusion conclusion = new Interpreter(room, leg, settings(order.noun())).screen();
    return conclusion == Conclusion.PERFORMED && !live.call().hasEnded();
  }

  // The API gave it instructions: for its parent it has left, for itself it goes on
  private void goOwnWay(LiveLeg leg, VoiceSettings instructions) {
    ((OfAChild) parties).mayDial = true;
    tellParent(
        new Ended(
            Outcome.COMPLETED,
            live.call().state() instanceof InProgress(var answered)
                ? Optional.of(answered)
                : Optional.empty(),
            now()));
    new Interpreter(room, leg, instructions).perform();
    end();
  }

  @Override
  void afterwards() {
    if (live.call().state() instanceof Ended ended) {
      tellParent(ended);
    }
  }

  private void tellParent(Ended ended) {
    if (!parentKnowsTheEnd) {
      parentKnowsTheEnd = true;
      Line line = live.line();
      parent
          .inbox()
          .childEnded(
              live.sid(),
              ended,
              room.progress().sipStatus(),
              line == null ? Map.of() : line.parameters());
    }
  }

  /** A dialled party dials nobody while it is its parent's. */
  private static final class OfAChild implements Parties {

    private static final int DIAL_WITHIN_DIAL = 13201;

    private final Parties parties;
    private boolean mayDial;

    OfAChild(Parties parties) {
      this.parties = parties;
    }

    @Override
    public Party dial(LiveCall parent, DialOrder order, Optional<Exchange> asked)
        throws CallRefused {
      if (!mayDial) {
        throw new CallRefused(
            DIAL_WITHIN_DIAL, "<Dial> is not allowed in what a called party hears first");
      }
      return parties.dial(parent, order, asked);
    }

    @Override
    public void drop(Party party) {
      parties.drop(party);
    }

    @Override
    public void dropForAnother(Party party) {
      parties.dropForAnother(party);
    }

    @Override
    public Optional<MediaSession> sound(Party party) {
      return parties.sound(party);
    }
  }

  // What an application calls a parameter shall never be one of SIP's own headers
  private static List<Map.Entry<String, String>> headers(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().matches("[A-Za-z0-9_-]{1,64}"))
        .filter(parameter -> parameter.getValue().chars().noneMatch(Character::isISOControl))
        .map(parameter ->
            Map.entry(
                parameter.getKey().regionMatches(true, 0, "X-", 0, 2)
                    ? parameter.getKey()
                    : "X-" + parameter.getKey(),
                parameter.getValue()))
        .toList();
  }

  private static Outward outward(Noun noun) {
    return switch (noun) {
      case Noun.Number number -> Outward.PLAIN;
      case Noun.Client client -> new Outward(Optional.empty(), headers(client.parameters()));
      case Noun.Sip sip ->
          new Outward(
              sip.user().isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Credentials(sip.user(), sip.password())),
              sip.headers());
    };
  }
}
