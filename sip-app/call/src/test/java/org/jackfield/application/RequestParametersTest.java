package org.jackfield.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.Call;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallState;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;

class RequestParametersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void tellsTheFactsOfTheCallThenWhatBelongsToTheRequest() {
    List<Parameter> parameters =
        RequestParameters.of(call().record(), Map.of(), Map.of("Digits", "1"));

    assertThat(parameters)
        .extracting(Parameter::name)
        .containsExactly(
            "CallSid",
            "AccountSid",
            "From",
            "To",
            "Caller",
            "Called",
            "CallStatus",
            "ApiVersion",
            "Direction",
            "ForwardedFrom",
            "ParentCallSid",
            "SipCallId",
            "Digits");
  }

  @Test
  void tellsEachNameOnce() {
    List<Parameter> parameters =
        RequestParameters.of(call().record(), Map.of(), Map.of("CallStatus", "initiated"));

    assertThat(parameters)
        .filteredOn(parameter -> parameter.name().equals("CallStatus"))
        .containsExactly(new Parameter("CallStatus", "initiated"));
  }

  /** FEATURES 1.4 and P1.3: all are there, and those that nobody knows are empty. */
  @Test
  void tellsTheCountryOfBothPartiesAndNothingThatNobodyKnows() {
    Map<String, String> places =
        RequestParameters.places(
            call().facts(),
            party -> party.equals("+15550001") ? Optional.of("US") : Optional.empty());

    assertThat(places)
        .hasSize(16)
        .containsEntry("FromCountry", "US")
        .containsEntry("CallerCountry", "US")
        .containsEntry("ToCountry", "")
        .containsEntry("CalledCountry", "")
        .containsEntry("FromCity", "")
        .containsEntry("ToState", "")
        .containsEntry("CalledZip", "");
    assertThat(RequestParameters.of(call().record(), places, Map.of()))
        .contains(new Parameter("FromCountry", "US"), new Parameter("ToCity", ""));
  }

  private static Call call() {
    return new Call(
        new CallFacts(
            new Sid("CA" + "1".repeat(32)),
            new Sid("AC" + "1".repeat(32)),
            "+15550001",
            "+15550002",
            Direction.OUTBOUND_DIAL,
            NOW,
            Optional.of(new Sid("CA" + "2".repeat(32))),
            Optional.empty(),
            Optional.of("+15550003"),
            Optional.empty(),
            Map.of("SipCallId", "x")),
        new CallState.Queued(NOW));
  }
}
