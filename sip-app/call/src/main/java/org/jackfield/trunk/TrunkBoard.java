package org.jackfield.trunk;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jackfield.call.Sid;

/** All trunks that are used on this node, and by which of them a call goes. Any thread. */
public final class TrunkBoard implements Trunks.Figures {

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final IntUnaryOperator chance;
  private final Map<Sid, TrunkRun> runs = new ConcurrentHashMap<>();

  /**
   * An empty one.
   *
   * @param chance a number from 0 to its argument, not including it
   */
  public TrunkBoard(InstantSource clock, LongSupplier nanoTime, IntUnaryOperator chance) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.chance = chance;
  }

  /**
   * A gateway that a call can be sent to.
   *
   * @param run the trunk it is of
   */
  public record Choice(TrunkRun run, Gateway gateway) {}

  /** These trunks there are from now on; what is known of those that stay is kept. */
  public void update(Collection<Trunk> trunks) {
    runs.keySet().retainAll(trunks.stream().map(Trunk::sid).collect(Collectors.toSet()));
    for (Trunk trunk : trunks) {
      runs.computeIfAbsent(trunk.sid(), sid -> new TrunkRun(trunk, clock, nanoTime)).update(trunk);
    }
  }

  /** What is known of a trunk. */
  public TrunkRun run(Trunk trunk) {
    return runs.computeIfAbsent(trunk.sid(), sid -> new TrunkRun(trunk, clock, nanoTime));
  }

  /** All that are used. */
  public Collection<TrunkRun> runs() {
    return List.copyOf(runs.values());
  }

  /**
   * Where a number is called, one after another: trunk by trunk, in each by priority and weight.
   * What is down comes last: it may be up again, and else nothing is lost.
   */
  public List<Choice> choices(List<Trunk> trunks) {
    List<Choice> up = new ArrayList<>();
    List<Choice> down = new ArrayList<>();
    for (Trunk trunk : trunks) {
      TrunkRun run = run(trunk);
      for (Gateway gateway : GatewayOrder.of(trunk.gateways(), chance)) {
        (run.health(gateway).isUp() ? up : down).add(new Choice(run, gateway));
      }
    }
    up.addAll(down);
    return up;
  }

  @Override
  public List<TrunkState> trunks() {
    return runs.values().stream().map(TrunkRun::state).toList();
  }
}
