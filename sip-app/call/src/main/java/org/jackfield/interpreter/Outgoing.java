package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;

/**
 * Keeps the calls that accounts place below their ceilings, in whatever way they are placed. Calls
 * to clients cost nobody anything and count for nothing. Any thread may enter; may ask the database
 * where an account has a ceiling in minutes.
 */
final class Outgoing {

  private static final Logger LOG = System.getLogger(Outgoing.class.getName());

  private static final int NOT_ALLOWED_BY_API = 21215;

  /** Also for who is sent elsewhere by an instruction. */
  static final int NOT_ALLOWED_BY_DIAL = 13227;

  private static final int TOO_MANY = 20429;

  /** So often the records are read again, for what other nodes have written there. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  private static final Duration LONGEST_LOOK_AWAY = Duration.ofSeconds(30);
  private static final Duration SHORTEST_LOOK_AWAY = Duration.ofMillis(250);

  private final Ceilings ceilings;
  private final InstantSource clock;
  private final Map<Sid, Spending> accounts = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Outgoing(Ceilings ceilings, InstantSource clock) {
    this.ceilings = ceilings;
    this.clock = clock;
  }

  /**
   * Counts a call that is to be placed; {@link #left} gives it back.
   *
   * @throws CallRefused if the account may not place it, and then it has not been counted
   */
  void enter(LiveCall live) throws CallRefused {
    if (isFree(live)) {
      return;
    }
    Sid account = account(live);
    String to = live.call().facts().to();
    Ceiling ceiling = ceilings.of(account);
    if (!ceiling.allows(to)) {
      boolean byApi = live.call().facts().direction() == Direction.OUTBOUND_API;
      throw new CallRefused(
          byApi ? NOT_ALLOWED_BY_API : NOT_ALLOWED_BY_DIAL,
          "The account is not allowed to call " + to + ": see its dialing permissions");
    }
    Instant now = clock.instant();
    Spending spending = accounts.computeIfAbsent(account, unknown -> new Spending());
    if (ceiling.minutesADay().isPresent()) {
      checkMinutes(account, spending, ceiling.minutesADay().get(), now);
    }
    int concurrent = ceiling.concurrent().orElse(Integer.MAX_VALUE);
    int perSecond = ceiling.perSecond().orElse(Integer.MAX_VALUE);
    if (!spending.begins(live, now, concurrent, perSecond)) {
      throw new CallRefused(
          TOO_MANY,
          "The account may place "
              + ceiling.concurrent().map(most -> most + " calls at once").orElse("")
              + (ceiling.concurrent().isPresent() && ceiling.perSecond().isPresent() ? " and " : "")
              + ceiling.perSecond().map(most -> most + " calls a second").orElse(""));
    }
    if (ceiling.minutesADay().isPresent() && spending.beginsToBeWatched()) {
      Thread.ofVirtual().name("ceiling-" + account).start(() -> watch(account, spending));
    }
  }

  /** A call is over, or was not placed after all. */
  void left(LiveCall live) {
    if (isFree(live)) {
      return;
    }
    Instant now = clock.instant();
    accounts.computeIfPresent(
        account(live),
        (same, spending) -> {
          spending.ends(live, now);
          return spending.isIdle(now) ? null : spending;
        });
  }

  /** Watches no more. */
  void close() {
    closed = true;
  }

  private void checkMinutes(Sid account, Spending spending, int minutes, Instant now)
      throws CallRefused {
    if (left(account, spending, minutes, now).isZero()) {
      throw new CallRefused(
          TOO_MANY, "The account has talked the " + minutes + " minutes that it may in a day");
    }
  }

  private Duration left(Sid account, Spending spending, int minutes, Instant now) {
    if (spending.isStale(now, LIFE)) {
      try {
        spending.isRead(ceilings.talked(account, Spending.midnight(now)), now);
      } catch (RuntimeException away) {
        // What this node knows counts until the database is back: calls go on without it
        LOG.log(Level.DEBUG, "The minutes of " + account + " cannot be read", away);
      }
    }
    Duration left = Duration.ofMinutes(minutes).minus(spending.talked(now));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** As long as calls of the account are alive: they end when its minutes do. */
  private void watch(Sid account, Spending spending) {
    while (!closed && !spending.mayBeLeft()) {
      Optional<Integer> minutes = ceilings.of(account).minutesADay();
      Duration left =
          minutes
              .map(most -> left(account, spending, most, clock.instant()))
              .orElse(LONGEST_LOOK_AWAY);
      if (left.isZero()) {
        end(account, spending);
      }
      int calls = Math.max(1, spending.alive().size());
      LockSupport.parkNanos(lookAway(left.dividedBy(calls)).toNanos());
    }
  }

  private static void end(Sid account, Spending spending) {
    LOG.log(
        Level.WARNING,
        "Account {0} has talked all minutes that it may in a day: its outgoing calls end",
        account);
    spending.alive().forEach(live -> live.inbox().end());
  }

  private static Duration lookAway(Duration left) {
    if (left.compareTo(LONGEST_LOOK_AWAY) > 0) {
      return LONGEST_LOOK_AWAY;
    }
    return left.compareTo(SHORTEST_LOOK_AWAY) < 0 ? SHORTEST_LOOK_AWAY : left;
  }

  private static boolean isFree(LiveCall live) {
    return live.call().facts().direction() == Direction.INBOUND
        || live.call().facts().to().regionMatches(true, 0, "client:", 0, 7);
  }

  private static Sid account(LiveCall live) {
    return live.call().facts().accountSid();
  }
}
