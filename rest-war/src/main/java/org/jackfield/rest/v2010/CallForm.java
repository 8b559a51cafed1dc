package org.jackfield.rest.v2010;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.jackfield.rest.Representation;

/** A call as it is shown. */
final class CallForm {

  private static final String[][] BELOW = {
    {"notifications", "Notifications"},
    {"recordings", "Recordings"},
    {"payments", "Payments"},
    {"events", "Events"},
    {"siprec", "Siprec"},
    {"streams", "Streams"},
    {"transcriptions", "Transcriptions"},
    {"user_defined_messages", "UserDefinedMessages"},
    {"user_defined_message_subscriptions", "UserDefinedMessageSubscriptions"}
  };

  private CallForm() {}

  /** A call as there could be one. */
  static Representation sample(Sid account) {
    CallFacts facts =
        new CallFacts(
            Sid.random("CA"),
            account,
            "",
            "",
            Direction.INBOUND,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return show(
        new CallRecord(
            facts,
            "queued",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            1));
  }

  static Representation show(CallRecord call) {
    CallFacts facts = call.facts();
    String sid = facts.sid().value();
    boolean begun = !call.status().equals("queued");
    return new Representation("Call")
        .with("sid", sid)
        .with("date_created", facts.created())
        .with("date_updated", call.updated())
        .with("parent_call_sid", facts.parentSid().map(Sid::value))
        .with("account_sid", facts.accountSid().value())
        .with("to", facts.to())
        .with("to_formatted", facts.to())
        .with("from", facts.from())
        .with("from_formatted", facts.from())
        .with("phone_number_sid", facts.numberSid().map(Sid::value))
        .with("status", call.status())
        .withMoment("start_time", begun ? Optional.of(facts.created()) : Optional.empty())
        .withMoment("end_time", call.ended())
        .withDuration("duration", call.duration())
        .withNothing("price")
        .with("price_unit", "USD")
        .with("direction", facts.direction().word())
        .with("answered_by", call.answeredBy())
        .with("api_version", CallApi.VERSION)
        .with("forwarded_from", facts.forwardedFrom())
        .withNothing("group_sid")
        .with("caller_name", facts.callerName())
        .with("queue_time", "0")
        .withNothing("trunk_sid")
        .with("uri", Uris.of(facts.accountSid(), "Calls", sid))
        .with("subresource_uris", below(facts));
  }

  private static Representation below(CallFacts facts) {
    Representation below = new Representation("SubresourceUris");
    String call = Uris.account(facts.accountSid()) + "/Calls/" + facts.sid().value() + "/";
    for (String[] name : BELOW) {
      below.with(name[0], call.concat(name[1]).concat(".json"));
    }
    return below;
  }
}
