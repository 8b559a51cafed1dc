package org.jackfield.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.Condition.Comparison;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Sid;

/**
 * Which calls of an account are meant.
 *
 * @param started when they began: from, and before
 * @param ended when they ended: from, and before
 */
public record CallFilter(
    Optional<String> from,
    Optional<String> to,
    Optional<String> status,
    Optional<Sid> parent,
    Period started,
    Period ended) {

  /**
   * No call is allowed more than a day after its answer; an hour for what goes before and after.
   */
  private static final Duration LONGEST_CALL = Duration.ofHours(25);

  /** A time between two moments, of which each may be open. */
  public record Period(Optional<Instant> from, Optional<Instant> before) {

    /** Any time. */
    public static final Period ANY = new Period(Optional.empty(), Optional.empty());

    boolean holds(Optional<Instant> moment) {
      return from.map(first -> moment.filter(it -> !it.isBefore(first)).isPresent()).orElse(true)
          && before.map(end -> moment.filter(it -> it.isBefore(end)).isPresent()).orElse(true);
    }

    /** Adds what it says of a field. */
    public void addTo(List<Condition> conditions, String field) {
      from.ifPresent(it -> conditions.add(new Condition(field, Comparison.AT_LEAST, it)));
      before.ifPresent(it -> conditions.add(new Condition(field, Comparison.LESS, it)));
    }
  }

  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    from.ifPresent(it -> conditions.add(Condition.is("from", it)));
    to.ifPresent(it -> conditions.add(Condition.is("to", it)));
    status.ifPresent(it -> conditions.add(Condition.is("status", it)));
    parent.ifPresent(it -> conditions.add(Condition.is("parentSid", it.value())));
    started.addTo(conditions, "created");
    ended.addTo(conditions, "ended");
    // Lists are in the order of beginnings: without these, all older calls would be looked at
    ended
        .from()
        .ifPresent(it ->
            conditions.add(new Condition("created", Comparison.AT_LEAST, it.minus(LONGEST_CALL))));
    ended.before().ifPresent(it -> conditions.add(new Condition("created", Comparison.LESS, it)));
    return conditions;
  }

  boolean matches(CallRecord call) {
    return from.map(call.facts().from()::equals).orElse(true)
        && to.map(call.facts().to()::equals).orElse(true)
        && status.map(call.status()::equals).orElse(true)
        && (parent.isEmpty() || parent.equals(call.facts().parentSid()))
        && started.holds(Optional.of(call.facts().created()))
        && ended.holds(call.ended());
  }
}
