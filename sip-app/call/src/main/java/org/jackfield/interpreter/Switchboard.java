package org.jackfield.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.call.Call;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallState;
import org.jackfield.call.Calls;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.instruction.SipTarget;
import org.jackfield.media.MediaSession;

/**
 * Gives each call of this node its thread, and knows those that are alive. Entered by any thread.
 */
public final class Switchboard implements Calls, AutoCloseable {

  /** Calls that are alive at once; more are refused. */
  public static final int CAPACITY = 10_000;

  private static final int NO_ROOM = 20429;
  private static final int NOT_ITS_NUMBER = 13214;
  private static final Duration TO_END = Duration.ofSeconds(5);

  /** For a call to do what the API asks for; one that is ending does not. */
  private static final Duration TO_DO = Duration.ofSeconds(2);

  private final Surroundings around;
  private final Outgoing outgoing;
  private final Map<Sid, LiveCall> alive = new ConcurrentHashMap<>();
  private final Map<Sid, Integer> counts = new ConcurrentHashMap<>();

  /** Calls whose applications have not been told all of them, alive or not. */
  private final Set<LiveCall> untold = ConcurrentHashMap.newKeySet();

  private final Parties parties = new ChildCalls();
  private volatile boolean closing;

  /** For calls that need no more than this of the others. */
  public Switchboard(Surroundings around) {
    this.around = around;
    this.outgoing = new Outgoing(around.ceilings(), around.clock());
  }

  /**
   * Takes in a call that came from the network; its instructions are performed on a thread of its
   * own. Returns at once.
   *
   * @param inbox the one that {@code line} tells
   * @throws CallRefused if there is no room, or this node is being shut down; the line is untouched
   */
  public void arrive(CallFacts facts, VoiceSettings voice, Line line, Inbox inbox)
      throws CallRefused {
    Call call = new Call(facts, new CallState.Ringing(facts.created()));
    LiveCall live = register(new LiveCall(call, inbox));
    live.isCarriedBy(line);
    start(live, new InboundRun(live, line, voice, around, parties));
  }

  @Override
  public CallRecord place(Order order) throws CallRefused {
    CallFacts facts =
        new CallFacts(
            order.callSid(),
            order.accountSid(),
            order.from(),
            SipTarget.read(order.to()).address(),
            Direction.OUTBOUND_API,
            around.clock().instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    Call call = new Call(facts, new CallState.Queued(facts.created()));
    LiveCall live = register(new LiveCall(call, new Inbox()));
    start(live, new OutboundRun(live, order, around, parties));
    return call.record();
  }

  @Override
  public Optional<CallRecord> find(Sid callSid) {
    return Optional.ofNullable(alive.get(callSid)).map(live -> live.call().record());
  }

  @Override
  public List<CallRecord> alive(Sid accountSid) {
    return ofAccount(accountSid).map(live -> live.call().record()).toList();
  }

  private Stream<LiveCall> ofAccount(Sid accountSid) {
    return alive.values().stream()
        .filter(live -> live.call().facts().accountSid().equals(accountSid));
  }

  @Override
  public Optional<CallRecord> redirect(Sid callSid, VoiceSettings instructions) {
    return Optional.ofNullable(alive.get(callSid))
        .filter(Switchboard::hasInstructions)
        .filter(live -> live.inbox().redirect(instructions))
        .map(live -> live.call().record());
  }

  /** One that we called has none before somebody has answered who could hear them. */
  private static boolean hasInstructions(LiveCall live) {
    return live.call().facts().direction() == Direction.INBOUND || live.call().isAnswered();
  }

  @Override
  public Optional<CallRecord> adjust(Sid callSid, Adjustment adjustment) {
    return Optional.ofNullable(alive.get(callSid))
        .filter(live -> live.inbox().adjust(adjustment))
        .map(live -> live.call().record());
  }

  @Override
  public Optional<CallRecord> end(Sid callSid) {
    return Optional.ofNullable(alive.get(callSid))
        .filter(live -> live.inbox().end())
        .map(live -> {
          live.awaitOver(Duration.ofMillis(300));
          return live.call().record();
        });
  }

  @Override
  public Optional<Sid> record(Sid callSid, RecordingOrder order) {
    return Optional.ofNullable(alive.get(callSid))
        .flatMap(live -> awaited(live.inbox().record(order)));
  }

  @Override
  public Optional<Sid> change(Sid callSid, Optional<Sid> recordingSid, RecordingChange change) {
    return Optional.ofNullable(alive.get(callSid))
        .flatMap(live -> awaited(live.inbox().change(recordingSid, change)));
  }

  private static Optional<Sid> awaited(CompletableFuture<Optional<Sid>> done) {
    return done.completeOnTimeout(Optional.empty(), TO_DO.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** Ends all calls, and returns when they are over and that has been told, after 5 s at most. */
  @Override
  public void close() {
    closing = true;
    outgoing.close();
    List<LiveCall> ending = List.copyOf(alive.values());
    ending.forEach(live -> live.inbox().end());
    long end = System.nanoTime() + TO_END.toNanos();
    for (LiveCall live : ending) {
      live.awaitOver(Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
    }
    for (LiveCall live : untold) {
      live.awaitTold(Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
    }
  }

  private LiveCall register(LiveCall live) throws CallRefused {
    outgoing.enter(live);
    try {
      return seat(live);
    } catch (CallRefused full) {
      outgoing.left(live);
      throw full;
    }
  }

  private LiveCall seat(LiveCall live) throws CallRefused {
    if (closing || alive.size() >= CAPACITY) {
      throw new CallRefused(
          NO_ROOM, closing ? "This node is being shut down" : "This node has no room for a call");
    }
    Sid account = live.call().facts().accountSid();
    if (counts.merge(account, 1, Integer::sum) > around.mostOfAccount()) {
      leave(account);
      throw new CallRefused(
          NO_ROOM, "The account has " + around.mostOfAccount() + " calls, which is all it may");
    }
    alive.put(live.sid(), live);
    return live;
  }

  private void leave(Sid account) {
    counts.computeIfPresent(account, (same, count) -> count == 1 ? null : count - 1);
  }

  private void isOver(LiveCall live) {
    alive.remove(live.sid());
    leave(live.call().facts().accountSid());
    outgoing.left(live);
    live.isOver();
  }

  private void start(LiveCall live, CallRun run) {
    try {
      run.begin();
    } catch (RuntimeException | Error mistake) {
      isOver(live);
      throw mistake;
    }
    untold.add(live);
    live.whenTold(() -> untold.remove(live));
    Thread.ofVirtual()
        .name("call-" + live.sid())
        .start(() -> {
          try {
            run.run();
          } finally {
            isOver(live);
          }
        });
  }

  /** Calls that instructions ask for. */
  private final class ChildCalls implements Parties {

    @Override
    public Party dial(LiveCall parent, DialOrder order, Optional<Exchange> asked)
        throws CallRefused {
      Sid account = parent.call().facts().accountSid();
      Optional<String> shown = order.callerId();
      if (shown.isPresent() && !around.callerNumbers().mayShow(account, shown.get())) {
        throw new CallRefused(
            NOT_ITS_NUMBER, "callerId must be a number of the account, not " + shown.get());
      }
      LiveCall live = register(ChildRun.callOf(parent.call().facts(), order, around.clock()));
      start(live, new ChildRun(live, parent, order, asked, around, this));
      return new Party(live.sid());
    }

    @Override
    public void drop(Party party) {
      Optional.ofNullable(alive.get(party.sid())).ifPresent(live -> live.inbox().end());
    }

    @Override
    public void dropForAnother(Party party) {
      Optional.ofNullable(alive.get(party.sid()))
          .map(LiveCall::line)
          .ifPresent(Line::answeredElsewhere);
      drop(party);
    }

    @Override
    public Optional<MediaSession> sound(Party party) {
      return Optional.ofNullable(alive.get(party.sid())).map(LiveCall::line).map(Line::sound);
    }
  }
}
