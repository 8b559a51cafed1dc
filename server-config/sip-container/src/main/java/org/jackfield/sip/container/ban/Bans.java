package org.jackfield.sip.container.ban;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jackfield.sip.container.BanSettings;

/**
 * Counts what sources fail at, and shuts out those that fail too often. What is proven to come from
 * a source (it answered a challenge of ours, or has a connection) bans it altogether, longer each
 * time. A datagram proves nothing: such failures ban ten times as late, always for the shortest
 * time, only from what begins something, and never those whom we know. Any thread may enter.
 */
public final class Bans {
  /** Lines of this category are read by programs: see docs/operations/abuse.md. */
  private static final Logger LOG = System.getLogger("org.jackfield.sip.ban");

  private static final int OF_UNPROVEN = 10;
  private static final int OF_KNOWN = 10;
  private static final int LINES_OF_UNPROVEN = 60;
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  // The longest that a phone usually waits between two registrations
  private static final long KNOWN_MILLIS = TimeUnit.HOURS.toMillis(2);

  private final LongSupplier clock;
  private final Ledger proven = new Ledger(true);
  private final Ledger unproven = new Ledger(false);
  private final Map<Source, Long> successes = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Object, Predicate<InetAddress>> expected = new ConcurrentHashMap<>();
  private final LongAdder imposed = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final AtomicLong lineMinute = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private volatile BanSettings settings;
  private volatile Consumer<Predicate<InetAddress>> closing = banned -> {};

  public Bans(BanSettings settings) {
    this(settings, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  Bans(BanSettings settings, LongSupplier millis) {
    this.settings = settings;
    this.clock = millis;
  }

  /** Holds from the next message on; bans that run go on. */
  public void change(BanSettings changed) {
    settings = changed;
  }

  BanSettings settings() {
    return settings;
  }

  /** What closes the connections of those who have just been banned. */
  public void closing(Consumer<Predicate<InetAddress>> connections) {
    closing = connections;
  }

  /** Whether nothing at all is taken from this address. */
  public boolean isBanned(InetAddress address) {
    if (proven.isEmpty() || !proven.isBanned(Source.of(address), clock.getAsLong())) {
      return false;
    }
    return !isTrusted(address);
  }

  /** Whether nothing that begins something is taken from this address. */
  boolean isShunned(InetAddress address) {
    return !unproven.isEmpty()
        && unproven.isBanned(Source.of(address), clock.getAsLong())
        && !isKnown(address);
  }

  /** Whether it is of a network that the operator trusts. */
  public boolean isTrusted(InetAddress address) {
    for (Network network : settings.trusted()) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is trusted, expected by an application, or has proved who it is not long ago. */
  public boolean isKnown(InetAddress address) {
    return isTrusted(address) || hasSucceeded(address) || isExpected(address);
  }

  private boolean isExpected(InetAddress address) {
    return expected.values().stream().anyMatch(application -> application.test(address));
  }

  private boolean hasSucceeded(InetAddress address) {
    synchronized (successes) {
      Long at = successes.get(Source.of(address));
      return at != null && clock.getAsLong() - at < KNOWN_MILLIS;
    }
  }

  /** An application says whom it expects, under a key of its own; what is empty expects nobody. */
  public void expect(Object application, Optional<Predicate<InetAddress>> whom) {
    whom.ifPresentOrElse(
        test -> expected.put(application, test), () -> expected.remove(application));
  }

  /** Counts a failure; {@code isProven} where the sender surely has that address. */
  public void failed(InetAddress address, Grounds grounds, boolean isProven) {
    BanSettings now = settings;
    if (now.failures() == 0 || isTrusted(address)) {
      return;
    }
    boolean known = isKnown(address);
    // Who is expected dials wrong numbers for others; passwords he must not guess either
    boolean pardoned = grounds != Grounds.LOGIN && isExpected(address);
    if (pardoned || (known && !isProven)) {
      return;
    }
    int limit = now.failures() * (isProven ? 1 : OF_UNPROVEN);
    // A scanner is one at once, unless others are behind its address
    double weight = grounds == Grounds.SCANNER ? limit + 1 : 1;
    Ledger.Tariff tariff =
        new Ledger.Tariff(
            known ? limit * OF_KNOWN : limit,
            now.shortest().toSeconds(),
            now.longest().toSeconds(),
            now.capacity());
    (isProven ? proven : unproven)
        .add(Source.of(address), grounds, weight, tariff, clock.getAsLong())
        .ifPresent(this::impose);
  }

  private void impose(Ban ban) {
    imposed.increment();
    if (ban.proven() || mayTell()) {
      LOG.log(
          Level.WARNING,
          "banned address={0} seconds={1} grounds={2} proven={3} times={4}",
          ban.source(),
          Long.toString(ban.seconds()),
          ban.grounds().word(),
          ban.proven() ? "yes" : "no",
          Integer.toString(ban.times()));
    }
    if (ban.proven()) {
      closing.accept(address -> Source.of(address).equals(ban.source()));
    }
  }

  /** Whoever forges addresses must not fill the log. */
  private boolean mayTell() {
    long minute = clock.getAsLong() / MINUTE;
    if (lineMinute.getAndSet(minute) != minute) {
      lines.set(0);
    }
    return lines.incrementAndGet() <= LINES_OF_UNPROVEN;
  }

  /** The sender has proved who it is. */
  public void succeeded(InetAddress address) {
    Source source = Source.of(address);
    long now = clock.getAsLong();
    synchronized (successes) {
      Long before = successes.put(source, now);
      while (successes.size() > settings.capacity()) {
        successes.remove(successes.keySet().iterator().next());
      }
      // Once a minute: who has an account must not buy himself guesses with it
      if (before != null && now - before < MINUTE) {
        return;
      }
    }
    proven.forgive(source);
  }

  /** Something that was dropped without being read further. */
  public void dropped() {
    dropped.increment();
  }

  /** Ends the bans of this address's source; false if there was none. */
  public boolean lift(InetAddress address) {
    return lift(Source.of(address));
  }

  /** Ends the bans of a source; false if there was none. */
  public boolean lift(Source source) {
    boolean was = proven.lift(source) | unproven.lift(source);
    if (was) {
      LOG.log(Level.INFO, "unbanned address={0}", source);
    }
    return was;
  }

  /** Those who are banned now, the proven first, and of each kind the one whose ban ends first. */
  public List<Ban> list() {
    long now = clock.getAsLong();
    return Stream.concat(proven.list(now).stream(), unproven.list(now).stream()).toList();
  }

  /** Seconds that a ban still lasts. */
  public long secondsLeft(Ban ban) {
    return Math.max(0, (ban.until() - clock.getAsLong() + 999) / 1000);
  }

  /** Sources that are banned now. */
  public int count() {
    long now = clock.getAsLong();
    return proven.count(now) + unproven.count(now);
  }

  /** Bans since the start. */
  public long imposedCount() {
    return imposed.sum();
  }

  /** Messages and connections dropped since the start, those of scanners and strangers included. */
  public long droppedCount() {
    return dropped.sum();
  }
}
