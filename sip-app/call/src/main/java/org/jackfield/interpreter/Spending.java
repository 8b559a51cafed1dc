package org.jackfield.interpreter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.call.CallState.InProgress;

/**
 * The outgoing calls of one account: how many there are, how many have just begun, and how long all
 * of today have lasted. Any thread.
 */
final class Spending {

  /** A call that has ended is in the records after that. */
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

  private static final int MOST = 1_000;

  private final Set<LiveCall> alive = new HashSet<>();
  private final Deque<Instant> begun = new ArrayDeque<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private Instant readAt = Instant.EPOCH;
  private Duration read = Duration.ZERO;
  private boolean watched;
  private boolean timed;

  private record Ended(Instant at, Duration talked) {}

  /** Whether a call may begin now as far as their number goes; where it may, it has. */
  synchronized boolean begins(LiveCall live, Instant now, int concurrent, int perSecond) {
    while (!begun.isEmpty() && !begun.peekFirst().isAfter(now.minusSeconds(1))) {
      begun.removeFirst();
    }
    if (talking() >= concurrent || begun.size() >= perSecond) {
      return false;
    }
    if (perSecond < Integer.MAX_VALUE) {
      begun.addLast(now);
    }
    alive.add(live);
    return true;
  }

  /**
   * Who was told of the end of a call may place the next at once: what has ended counts no more.
   */
  private long talking() {
    return alive.stream().filter(live -> !live.call().hasEnded()).count();
  }

  /** A call is over; a second time, or one that never began, changes nothing. */
  synchronized void ends(LiveCall live, Instant now) {
    if (alive.remove(live) && timed) {
      live.call()
          .record()
          .duration()
          .filter(talked -> !talked.isZero())
          .ifPresent(talked -> ended.addLast(new Ended(now, talked)));
      while (isOfYesterday(now)) {
        ended.removeFirst();
      }
      if (ended.size() > MOST) {
        // As if the two had ended with the later one: they count no shorter for that
        Ended eldest = ended.removeFirst();
        Ended next = ended.removeFirst();
        ended.addFirst(new Ended(next.at, eldest.talked.plus(next.talked)));
      }
    }
  }

  private boolean isOfYesterday(Instant now) {
    return !ended.isEmpty() && ended.peekFirst().at.isBefore(midnight(now));
  }

  /** Whether the records should be read again. */
  synchronized boolean isStale(Instant now, Duration life) {
    return readAt.isBefore(midnight(now)) || readAt.isBefore(now.minus(life));
  }

  /** What the records said at a moment; calls that ended long enough before are in it. */
  synchronized void isRead(Duration talked, Instant at) {
    read = talked;
    readAt = at;
    ended.removeIf(call -> call.at.isBefore(at.minus(WRITTEN_WITHIN)));
  }

  /** How long all calls of today have lasted, those that go on included. */
  synchronized Duration talked(Instant now) {
    Instant midnight = midnight(now);
    Duration sum = readAt.isBefore(midnight) ? Duration.ZERO : read;
    for (Ended call : ended) {
      sum = call.at.isBefore(midnight) ? sum : sum.plus(call.talked);
    }
    for (LiveCall live : alive) {
      if (live.call().state() instanceof InProgress(Instant answered) && answered.isBefore(now)) {
        Instant from = answered.isBefore(midnight) ? midnight : answered;
        sum = sum.plus(Duration.between(from, now));
      } else {
        sum = sum.plus(live.call().record().duration().orElse(Duration.ZERO));
      }
    }
    return sum;
  }

  synchronized List<LiveCall> alive() {
    return List.copyOf(alive);
  }

  /** Whether nobody watches it yet; from now on somebody does. */
  synchronized boolean beginsToBeWatched() {
    boolean begins = !watched;
    watched = true;
    timed = true;
    return begins;
  }

  /** Whether it may be left alone, since no call is alive. */
  synchronized boolean mayBeLeft() {
    watched = !alive.isEmpty();
    return !watched;
  }

  /** Whether nothing is to be remembered. */
  synchronized boolean isIdle(Instant now) {
    return alive.isEmpty()
        && ended.isEmpty()
        && begun.isEmpty()
        && isStale(now, Duration.ofHours(1));
  }

  static Instant midnight(Instant now) {
    return now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
  }
}
