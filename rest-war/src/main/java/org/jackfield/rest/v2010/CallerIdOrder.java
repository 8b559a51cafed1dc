package org.jackfield.rest.v2010;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jackfield.account.PhoneNumber;
import org.jackfield.account.Range;
import org.jackfield.account.StoredCallerIdChecks.Begun;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Reads which number is to be shown to be one's own, and has it called. */
final class CallerIdOrder {

  private static final String CHECKS = "http://caller-id.jackfield.invalid/";
  private static final Pattern KEYS = Pattern.compile("[0-9A-Da-d*#wW]{1,32}");
  private static final int BAD_NUMBER = 21401;
  private static final int RINGS = 60;
  private static final int LASTS = 300;

  private final Sid account;
  private final Parameters parameters;

  CallerIdOrder(Sid account, Parameters parameters) {
    this.account = account;
    this.parameters = parameters;
  }

  /** Has it called; what is shown says which keys are to be pressed. */
  Representation place(CallerIdsResource means) {
    String number =
        PhoneNumber.canonical(parameters.required("PhoneNumber", BAD_NUMBER))
            .orElseThrow(() ->
                RestFailure.invalid(BAD_NUMBER, "PhoneNumber must be in E.164, as +15551234567"));
    if (parameters.number("CallDelay", 0, 60).orElse(0) > 0) {
      throw RestFailure.invalid(20422, "CallDelay must be 0 here: the call is made at once");
    }
    String name = parameters.friendlyName().filter(it -> !it.isBlank()).orElse(number);
    Optional<String> extension = parameters.filled("Extension");
    if (extension.filter(it -> !KEYS.matcher(it).matches()).isPresent()) {
      throw RestFailure.invalid(20422, "Extension must be at most 32 of 0-9, A-D, *, #, w and W");
    }
    Optional<Target> told =
        parameters
            .address("StatusCallback", 21609)
            .map(it -> new Target(it, parameters.method("StatusCallbackMethod")));
    Calls calls =
        means
            .history
            .alive()
            .orElseThrow(() -> new RestFailure(503, 20503, "This server places no calls"));
    Sid sid = Sid.random("CA");
    Begun check = means.checks.begin(account, sid, number, name, told);
    CallRecord call = Placed.by(calls, order(means, sid, number, check.sid(), extension));
    return new Representation("ValidationRequest")
        .with("account_sid", account.value())
        .with("call_sid", call.facts().sid().value())
        .with("friendly_name", name)
        .with("phone_number", number)
        .with("validation_code", check.code());
  }

  private Calls.Order order(
      CallerIdsResource means, Sid sid, String number, Sid check, Optional<String> extension) {
    return new Calls.Order(
        sid,
        account,
        ownNumber(means).orElse(number),
        number,
        new VoiceSettings(
            Optional.empty(),
            Optional.of(document(CHECKS + check)),
            Optional.empty(),
            Optional.of(new Target(CHECKS + check + "/end", "POST")),
            List.of("completed")),
        RINGS,
        LASTS,
        extension,
        Optional.empty(),
        Optional.empty());
  }

  /** It is called from a number of the account, if there is one, or from itself. */
  private Optional<String> ownNumber(CallerIdsResource means) {
    return means
        .belongings
        .list(PhoneNumber.class, account, List.of(), Range.first(1))
        .items()
        .stream()
        .map(PhoneNumber::number)
        .findFirst();
  }

  private static String document(String action) {
    return "<Response><Gather numDigits=\"6\" timeout=\"10\" action=\""
        + action
        + "\"><Say>Please press the six digits that you were shown.</Say></Gather></Response>";
  }
}
