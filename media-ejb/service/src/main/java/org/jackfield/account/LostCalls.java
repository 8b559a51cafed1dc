package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.OtherNodes;
import org.jackfield.call.Outcome;
import org.jspecify.annotations.Nullable;

/** Ends the records of calls that died with their server, so that none seems alive for ever. */
@Singleton
@Startup
@DependsOn("FirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class LostCalls {

  /** So long a server may take to come back, or another one to take a call over. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** 600 s is the most that the API takes, and more than the dialled may ring. */
  private static final Duration LONGEST_RING = Duration.ofMinutes(15);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @Resource @Nullable TimerService timers;

  @Inject CallArchive archive;
  @Inject CallHistory history;
  @Inject JournaledCallRecords records;
  @Inject OtherNodes others;

  /** Begins to look: not before the database has its schema, however slow a first start is. */
  @PostConstruct
  void start() {
    Objects.requireNonNull(timers, "timers")
        .createIntervalTimer(
            INTERVAL.toMillis(), INTERVAL.toMillis(), new TimerConfig("lost calls", false));
  }

  @Timeout
  void sweep() {
    Optional<Calls> alive = history.alive();
    if (alive.isEmpty()) {
      // Nobody here can say which calls live
      return;
    }
    Instant now = InstantConverter.now();
    Optional<Place> last = Optional.empty();
    do {
      List<CallRecord> some = archive.unfinished(now.minus(PATIENCE), last);
      last = some.isEmpty() ? Optional.empty() : Optional.of(placeOf(some.getLast()));
      archive.endLost(
          some.stream()
              .filter(call -> isLost(call, alive.get(), now))
              .map(call -> ended(call, now))
              .toList());
    } while (last.isPresent());
  }

  private static Place placeOf(CallRecord call) {
    return new Place(call.updated(), call.facts().sid().value());
  }

  private boolean isLost(CallRecord call, Calls alive, Instant now) {
    return mayBeLost(call, now)
        && alive.find(call.facts().sid()).isEmpty()
        && records.waiting(call.facts().sid()).isEmpty()
        && others.nodeOf(call.facts()).isEmpty();
  }

  /** A call that only rings is known to its own node alone, until it has rung as long as it may. */
  static boolean mayBeLost(CallRecord call, Instant now) {
    return call.answered().isPresent() || call.updated().isBefore(now.minus(LONGEST_RING));
  }

  /**
   * It ended when it was last heard of, as nobody knows better. Its version stays: what its own
   * node wrote or will write of it counts more.
   */
  static CallRecord ended(CallRecord call, Instant now) {
    return new CallRecord(
        call.facts(),
        call.answered().isPresent() ? Outcome.COMPLETED.word() : Outcome.FAILED.word(),
        call.answered(),
        Optional.of(call.updated()),
        call.answeredBy(),
        call.sound(),
        now,
        call.version());
  }
}
