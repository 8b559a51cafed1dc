package org.jackfield.rest.v2010;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jackfield.account.Application;
import org.jackfield.account.Belongings;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Calls;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Calls.Order;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.RestFailure;

/** Reads what calls are to be placed, and what live ones shall do instead. */
final class CallOrder {

  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,24}");
  private static final Pattern SIP = Pattern.compile("(?i)sips?:[^\\s@<>]+@[^\\s@<>]+");
  private static final Pattern CLIENT = Pattern.compile("(?i)client:[^\\s<>]{1,256}");
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Da-d*#wW]{1,32}");
  private static final int LONGEST_SIP = 255;
  private static final int LONGEST_HEADERS = 1024;
  private static final int LONGEST_DOCUMENT = 4000;
  private static final int LONGEST_RING = 600;
  private static final int LONGEST_CALL = 86_400;
  private static final int USUAL_LIMIT = 14_400;
  private static final Set<String> EVENTS = Set.of("initiated", "ringing", "answered", "completed");

  private final Parameters parameters;
  private final Belongings belongings;
  private final CallerNumbers callerNumbers;
  private final Sid account;

  CallOrder(
      Parameters parameters, Belongings belongings, CallerNumbers callerNumbers, Sid account) {
    this.parameters = parameters;
    this.belongings = belongings;
    this.callerNumbers = callerNumbers;
    this.account = account;
  }

  /** A call to be placed. */
  Order place() {
    String to = party("To", 21201, 21211);
    String from = party("From", 21213, 21212);
    Optional<String> keys = parameters.filled("SendDigits");
    if (keys.filter(it -> !DIGITS.matcher(it).matches()).isPresent()) {
      throw RestFailure.invalid(21207, "SendDigits must be at most 32 of 0-9, A-D, *, #, w and W");
    }
    String shown =
        parameters.filled("CallerId").map(it -> checked("CallerId", it, 21212)).orElse(from);
    if (!callerNumbers.mayShow(account, shown)) {
      throw RestFailure.invalid(
          21210, "The number " + shown + " is none of the account's, and it has not shown that");
    }
    return new Order(
        account,
        shown,
        to,
        voice(),
        parameters.number("Timeout", 1, LONGEST_RING).orElse(60),
        parameters.number("TimeLimit", 1, LONGEST_CALL).orElse(USUAL_LIMIT),
        keys,
        credentials(),
        recording());
  }

  private String party(String name, int missing, int wrong) {
    return checked(name, parameters.required(name, missing), wrong);
  }

  private static String checked(String name, String text, int wrong) {
    if (SIP.matcher(text).matches()) {
      String address = text.split("\\?", 2)[0];
      if (address.length() > LONGEST_SIP || text.length() - address.length() > LONGEST_HEADERS) {
        throw RestFailure.invalid(21227, name + " must be a SIP address under 256 characters");
      }
      return text;
    }
    String lean = text.replaceAll("[ ().-]", "");
    if (NUMBER.matcher(lean).matches()) {
      return lean;
    }
    if (CLIENT.matcher(text).matches()) {
      return text;
    }
    throw RestFailure.invalid(
        wrong, name + " must be a number in E.164, a sip: address or a client: name");
  }

  private Optional<Credentials> credentials() {
    return parameters
        .filled("SipAuthUsername")
        .map(user -> new Credentials(user, parameters.text("SipAuthPassword").orElse("")));
  }

  private Optional<RecordingOrder> recording() {
    return parameters.flag("Record").orElse(false)
        ? Optional.of(RecordingWish.read(parameters, true))
        : Optional.empty();
  }

  private VoiceSettings voice() {
    Optional<Optional<Sid>> application = parameters.sid("ApplicationSid", "AP", 21218);
    if (application.isPresent() && application.get().isPresent()) {
      Sid sid = application.get().get();
      return belongings
          .find(Application.class, account, sid.value())
          .map(it -> it.voice().settings())
          .filter(it -> it.start().isPresent())
          .orElseThrow(() ->
              RestFailure.invalid(
                  21218, "ApplicationSid must name an application that has a VoiceUrl"));
    }
    VoiceSettings voice = instructions();
    if (voice.start().isEmpty() && voice.document().isEmpty()) {
      throw RestFailure.invalid(21205, "One of Url, Twiml and ApplicationSid is required");
    }
    return voice;
  }

  /** Instructions as they were sent, maybe none. */
  VoiceSettings instructions() {
    Optional<String> url = parameters.address("Url", 21205);
    // An address counts more than a document, as in the original
    Optional<String> document =
        url.isPresent() ? Optional.empty() : parameters.filled("Twiml").map(CallOrder::document);
    return new VoiceSettings(
        url.map(it -> new Target(it, parameters.method("Method"))),
        document,
        parameters
            .address("FallbackUrl", 21206)
            .map(it -> new Target(it, parameters.method("FallbackMethod"))),
        parameters
            .address("StatusCallback", 21609)
            .map(it -> new Target(it, parameters.method("StatusCallbackMethod"))),
        events());
  }

  /** What shall hold beside the instructions from now on, maybe nothing. */
  Calls.Adjustment adjustment() {
    VoiceSettings told = instructions();
    return new Calls.Adjustment(
        parameters.number("TimeLimit", 1, LONGEST_CALL), told.status(), told.statusEvents());
  }

  private static String document(String text) {
    if (text.length() > LONGEST_DOCUMENT) {
      throw RestFailure.invalid(20422, "Twiml must have at most 4000 characters");
    }
    return text;
  }

  private List<String> events() {
    List<String> events =
        parameters.all("StatusCallbackEvent").stream()
            .map(it -> it.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    refuseOthers("StatusCallbackEvent", events, EVENTS);
    return events.isEmpty() ? List.of("completed") : events;
  }

  static void refuseOthers(String name, List<String> events, Set<String> known) {
    events.stream()
        .filter(it -> !known.contains(it))
        .findFirst()
        .ifPresent(wrong -> {
          throw RestFailure.invalid(21626, name + " must be of " + known + ", not " + wrong);
        });
  }
}
