package org.jackfield.interpreter;

import java.time.InstantSource;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecords;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;

/** Writes down what went wrong with a call, for the customer to read. Any thread. */
final class Notebook {

  private final CallFacts facts;
  private final CallRecords records;
  private final InstantSource clock;

  Notebook(CallFacts facts, CallRecords records, InstantSource clock) {
    this.facts = facts;
    this.records = records;
    this.clock = clock;
  }

  void error(int code, String message, Optional<Exchange> exchange) {
    note(false, code, message, exchange);
  }

  void warning(int code, String message, Optional<Exchange> exchange) {
    note(true, code, message, exchange);
  }

  private void note(boolean warning, int code, String message, Optional<Exchange> exchange) {
    records.keep(
        new Notification(
            Sid.random("NO"),
            facts.accountSid(),
            facts.sid(),
            clock.instant(),
            warning,
            code,
            message,
            exchange));
  }
}
