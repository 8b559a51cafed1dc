package org.jackfield.interpreter;

import java.time.InstantSource;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecords;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.media.MediaFailure;

/** Writes down what went wrong with a call, for the customer to read. Any thread. */
final class Notebook {

  private final CallFacts facts;
  private final CallRecords records;
  private final InstantSource clock;
  private volatile Optional<Exchange> latest = Optional.empty();

  Notebook(CallFacts facts, CallRecords records, InstantSource clock) {
    this.facts = facts;
    this.records = records;
    this.clock = clock;
  }

  /** What led to the instructions that are performed now, nothing if they came with the order. */
  void follows(Optional<Exchange> exchange) {
    latest = exchange;
  }

  /** The exchange that led to the instructions that are performed now. */
  Optional<Exchange> latest() {
    return latest;
  }

  /** An error of what the latest document asks for. */
  void error(int code, String message) {
    error(code, message, latest);
  }

  /** A sound could not be had: the request for it, or else for the document that asks for it. */
  void error(MediaFailure failure) {
    error(
        failure.code(),
        failure.message(),
        failure.exchange().map(Notebook::asTold).or(() -> latest));
  }

  private static Exchange asTold(MediaFailure.Exchange asked) {
    return new Exchange(
        asked.method(), asked.address(), "", asked.status(), asked.headers(), asked.body());
  }

  void error(int code, String message, Optional<Exchange> exchange) {
    note(false, code, message, exchange);
  }

  /** A sound was heard, and is not quite what was asked for. */
  void warning(MediaFailure reason) {
    warning(
        reason.code(), reason.message(), reason.exchange().map(Notebook::asTold).or(() -> latest));
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
