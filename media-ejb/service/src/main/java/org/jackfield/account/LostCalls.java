package org.jackfield.account;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.Outcome;

/** Ends the records of calls that died with their server, so that none seems alive for ever. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class LostCalls {

  /** So long a server may take to come back, or another one to take a call over. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject CallArchive archive;
  @Inject CallHistory history;
  @Inject JournaledCallRecords records;

  @Schedule(hour = "*", minute = "*", persistent = false)
  void sweep() {
    Optional<Calls> alive = history.alive();
    if (alive.isEmpty()) {
      // Nobody here can say which calls live
      return;
    }
    Instant now = InstantConverter.now();
    archive.unfinished(now.minus(PATIENCE)).stream()
        .filter(call -> alive.get().find(call.facts().sid()).isEmpty())
        .filter(call -> records.waiting(call.facts().sid()).isEmpty())
        .map(call -> ended(call, now))
        .forEach(records::keep);
  }

  /** It ended when it was last heard of, as nobody knows better. */
  static CallRecord ended(CallRecord call, Instant now) {
    return new CallRecord(
        call.facts(),
        call.answered().isPresent() ? Outcome.COMPLETED.word() : Outcome.FAILED.word(),
        call.answered(),
        Optional.of(call.updated()),
        call.answeredBy(),
        now,
        call.version() + 1);
  }
}
