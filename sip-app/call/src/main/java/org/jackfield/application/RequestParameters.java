package org.jackfield.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;

/** What every request to an application says, before what belongs to it alone. */
public final class RequestParameters {

  /** The version of the dialect. */
  public static final String API_VERSION = "2010-04-01";

  private RequestParameters() {}

  /**
   * Where the two parties of a call are: the country, where it is certain. What nobody here knows
   * is said to be empty, and never invented (P1.3).
   */
  public static Map<String, String> places(CallFacts facts, Countries countries) {
    Map<String, String> places = new LinkedHashMap<>();
    String from = countries.of(facts.from()).orElse("");
    String to = countries.of(facts.to()).orElse("");
    for (String party : List.of("From", "Caller", "To", "Called")) {
      places.put(party + "City", "");
      places.put(party + "State", "");
      places.put(party + "Zip", "");
      places.put(party + "Country", party.equals("From") || party.equals("Caller") ? from : to);
    }
    return places;
  }

  /** In order, each name once; what is further takes the place of what is always said. */
  public static List<Parameter> of(
      CallRecord call, Map<String, String> places, Map<String, String> further) {
    return inOrder(call, places, further).entrySet().stream()
        .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The same by name, for the placeholders of an address. */
  public static Map<String, String> inOrder(
      CallRecord call, Map<String, String> places, Map<String, String> further) {
    CallFacts facts = call.facts();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("CallSid", facts.sid().value());
    all.put("AccountSid", facts.accountSid().value());
    all.put("From", facts.from());
    all.put("To", facts.to());
    all.put("Caller", facts.from());
    all.put("Called", facts.to());
    all.put("CallStatus", call.status());
    all.put("ApiVersion", API_VERSION);
    all.put("Direction", facts.direction().word());
    all.putAll(places);
    facts.forwardedFrom().ifPresent(from -> all.put("ForwardedFrom", from));
    facts.callerName().ifPresent(name -> all.put("CallerName", name));
    facts.parentSid().ifPresent(parent -> all.put("ParentCallSid", parent.value()));
    all.putAll(facts.further());
    all.putAll(further);
    return all;
  }
}
