package org.jackfield.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallSound;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/** Records to be kept. */
final class Samples {

  static final Sid ACCOUNT = new Sid("AC00000000000000000000000000000001");
  static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Samples() {}

  static CallRecord ringing(Instant created) {
    return new CallRecord(
        new CallFacts(
            Sid.random("CA"),
            ACCOUNT,
            "+15550001",
            "sip:bob@example.org",
            Direction.INBOUND,
            created,
            Optional.of(Sid.random("CA")),
            Optional.empty(),
            Optional.of("+1 & =ü"),
            Optional.empty(),
            Map.of("SipCallId", "a=b&c", "SipHeader_X-Ü", "")),
        "ringing",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        created,
        1);
  }

  static CallRecord completed(CallRecord call) {
    Instant created = call.facts().created();
    return new CallRecord(
        call.facts(),
        "completed",
        Optional.of(created.plusSeconds(2)),
        Optional.of(created.plusSeconds(10)),
        Optional.of("human"),
        Optional.of(new CallSound(400, 390, 10, 2, 11, 3.25, 31.5, 4.05)),
        created.plusSeconds(10),
        call.version() + 2);
  }

  static Webhook webhook(Sid call) {
    return new Webhook(
        Sid.random("RQ"),
        ACCOUNT,
        call,
        BEGIN,
        Duration.ofMillis(17),
        new Exchange(
            "POST", "http://app.example/", "CallSid=CA1", 200, "content-type: text/xml", "<A/>"));
  }

  static Notification notification() {
    return new Notification(
        Sid.random("NO"),
        ACCOUNT,
        Sid.random("CA"),
        BEGIN,
        false,
        11200,
        "The application answered 500",
        Optional.of(
            new Exchange("POST", "http://app.example/", "CallSid=CA1", 500, "a: b", "<Oops/>")));
  }
}
