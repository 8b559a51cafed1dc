package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.OtherNodes;
import org.jackfield.call.Sid;

/**
 * All calls of an account, wherever they are: alive, on their way to the database, or in it. Any
 * thread.
 */
@ApplicationScoped
public class CallHistory {

  private static final Comparator<CallRecord> NEWEST_FIRST =
      Comparator.comparing((CallRecord call) -> call.facts().created())
          .thenComparing(call -> call.facts().sid().value())
          .reversed();

  private static final Duration LOOK = Duration.ofMillis(20);

  @Inject Instance<Calls> calls;
  @Inject JournaledCallRecords records;
  @Inject Belongings belongings;
  @Inject OtherNodes others;

  /** The calls that are alive, unless nothing here can make any. */
  public Optional<Calls> alive() {
    return calls.isResolvable() ? Optional.of(calls.get()) : Optional.empty();
  }

  /** A call in its newest state. */
  public Optional<CallRecord> find(Sid account, Sid call) {
    Stream<Optional<CallRecord>> fresh =
        Stream.of(alive().flatMap(it -> it.find(call)), records.waiting(call));
    return fresh
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(CallRecord::version))
        .or(() -> belongings.find(CallEntry.class, account, call.value()).map(CallEntry::record))
        .filter(found -> found.facts().accountSid().equals(account));
  }

  /** The other node that a call is alive on, if it is. */
  public Optional<String> nodeOf(CallRecord call) {
    return others.nodeOf(call.facts());
  }

  /** Waits until the database has the newest state of a call, and says whether it has. */
  public boolean isWritten(Sid call, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (records.waiting(call).isPresent()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  /** Removes a call that has ended and is written, with its notifications and webhooks. */
  public void remove(Sid account, Sid call) {
    records.remove(call);
    // At once as well: who has been told that it is gone shall not see it
    belongings.remove(CallEntry.class, account, call.value());
    List<Condition> ofCall = List.of(Condition.is("callSid", call.value()));
    belongings.removeAll(NotificationEntry.class, account, ofCall);
    belongings.removeAll(WebhookEntry.class, account, ofCall);
  }

  /** A part of the list of calls, each in its newest state. */
  public Slice<CallRecord> list(Sid account, CallFilter filter, Range range) {
    Map<Sid, CallRecord> fresh = fresh(account);
    List<CallRecord> found = new ArrayList<>();
    Range next = new Range(range.size() + 1, range.from(), range.backwards());
    boolean more = true;
    while (more && found.size() <= range.size()) {
      Slice<CallEntry> kept = belongings.list(CallEntry.class, account, filter.conditions(), next);
      kept.items().stream()
          .map(CallEntry::record)
          .filter(call -> !fresh.containsKey(call.facts().sid()))
          .forEach(found::add);
      more = range.backwards() ? kept.earlier() : kept.later();
      if (!kept.items().isEmpty()) {
        CallEntry last = range.backwards() ? kept.items().getFirst() : kept.items().getLast();
        next = new Range(next.size(), Optional.of(Place.of(last)), range.backwards());
      }
    }
    fresh.values().stream()
        .filter(filter::matches)
        .filter(call -> range.from().map(from -> isWithin(call, from, range)).orElse(true))
        .forEach(found::add);
    found.sort(range.backwards() ? NEWEST_FIRST.reversed() : NEWEST_FIRST);
    return Belongings.cut(found, range);
  }

  private static boolean isWithin(CallRecord call, Place from, Range range) {
    Place place = placeOf(call);
    return range.backwards() ? place.isBefore(from) : from.isBefore(place);
  }

  /** Where a call stands in the list: as exact as the database keeps it. */
  public static Place placeOf(CallRecord call) {
    return new Place(
        call.facts().created().truncatedTo(ChronoUnit.MICROS), call.facts().sid().value());
  }

  private Map<Sid, CallRecord> fresh(Sid account) {
    Map<Sid, CallRecord> fresh = new HashMap<>();
    Stream.concat(
            alive().stream().flatMap(it -> it.alive(account).stream()),
            records.waitingOf(account).stream())
        .forEach(call ->
            fresh.merge(
                call.facts().sid(),
                call,
                (one, other) -> one.version() >= other.version() ? one : other));
    return fresh;
  }
}
