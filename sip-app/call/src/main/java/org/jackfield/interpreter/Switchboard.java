package org.jackfield.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jackfield.call.Call;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallState;
import org.jackfield.call.Calls;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.media.MediaSession;

/**
 * Gives each call of this node its thread, and knows those that are alive. Entered by any thread.
 */
public final class Switchboard implements Calls, AutoCloseable {

  /** Calls that are alive at once; more are refused. */
  public static final int CAPACITY = 10_000;

  private static final int NO_ROOM = 20429;
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final Surroundings around;
  private final Map<Sid, LiveCall> alive = new ConcurrentHashMap<>();
  private final Parties parties = new ChildCalls();
  private volatile boolean closing;

  /** For calls that need no more than this of the others. */
  public Switchboard(Surroundings around) {
    this.around = around;
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
            Sid.random("CA"),
            order.accountSid(),
            order.from(),
            order.to(),
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
        .filter(live -> live.inbox().redirect(instructions))
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

  /** Ends all calls, and returns when they are over, after 5 s at most. */
  @Override
  public void close() {
    closing = true;
    List<LiveCall> ending = List.copyOf(alive.values());
    ending.forEach(live -> live.inbox().end());
    long end = System.nanoTime() + TO_END.toNanos();
    for (LiveCall live : ending) {
      live.awaitOver(Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
    }
  }

  private LiveCall register(LiveCall live) throws CallRefused {
    if (closing || alive.size() >= CAPACITY) {
      throw new CallRefused(
          NO_ROOM, closing ? "This node is being shut down" : "This node has no room for a call");
    }
    alive.put(live.sid(), live);
    return live;
  }

  private void start(LiveCall live, CallRun run) {
    Thread.ofVirtual()
        .name("call-" + live.sid())
        .start(() -> {
          try {
            run.run();
          } finally {
            alive.remove(live.sid());
            live.isOver();
          }
        });
  }

  /** Calls that instructions ask for. */
  private final class ChildCalls implements Parties {

    @Override
    public Party dial(LiveCall parent, DialOrder order) throws CallRefused {
      LiveCall live = register(ChildRun.callOf(parent.call().facts(), order, around.clock()));
      start(live, new ChildRun(live, parent, order, around, this));
      return new Party(live.sid());
    }

    @Override
    public void drop(Party party) {
      Optional.ofNullable(alive.get(party.sid())).ifPresent(live -> live.inbox().end());
    }

    @Override
    public Optional<MediaSession> sound(Party party) {
      return Optional.ofNullable(alive.get(party.sid())).map(LiveCall::line).map(Line::sound);
    }
  }
}
