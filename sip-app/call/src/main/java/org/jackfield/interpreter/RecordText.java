package org.jackfield.interpreter;

import static org.jackfield.media.JsonString.quoted;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Sid;

/** A call's record as JSON, for a checkpoint. */
final class RecordText {

  /** Of this form; another node may be newer or older. */
  static final int FORM = 1;

  private RecordText() {}

  static String of(CallRecord call) {
    CallFacts facts = call.facts();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("form", Integer.toString(FORM));
    fields.put("sid", quoted(facts.sid().value()));
    fields.put("account", quoted(facts.accountSid().value()));
    fields.put("from", quoted(facts.from()));
    fields.put("to", quoted(facts.to()));
    fields.put("direction", quoted(facts.direction().word()));
    fields.put("created", quoted(facts.created().toString()));
    facts.parentSid().map(Sid::value).ifPresent(parent -> fields.put("parent", quoted(parent)));
    facts.numberSid().map(Sid::value).ifPresent(number -> fields.put("number", quoted(number)));
    facts.forwardedFrom().ifPresent(from -> fields.put("forwardedFrom", quoted(from)));
    facts.callerName().ifPresent(name -> fields.put("callerName", quoted(name)));
    fields.put("further", object(facts.further()));
    fields.put("status", quoted(call.status()));
    call.answered().ifPresent(at -> fields.put("answered", quoted(at.toString())));
    call.ended().ifPresent(at -> fields.put("ended", quoted(at.toString())));
    fields.put("updated", quoted(call.updated().toString()));
    fields.put("version", Long.toString(call.version()));
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String object(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
