package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** A call as it is kept: the newest state that has been written down. */
@Entity
@Table(name = "call_record")
public class CallEntry extends Owned {

  private static final int LONGEST_PARTY = 1024;
  private static final int LONGEST_FURTHER = 65535;

  long version;

  @Column(name = "from_party")
  String from = "";

  @Column(name = "to_party")
  String to = "";

  String direction = "";
  String status = "";
  @Nullable Instant answered;
  @Nullable Instant ended;

  @Column(name = "answered_by")
  @Nullable String answeredBy;

  @Column(name = "parent_sid")
  @Nullable String parentSid;

  @Column(name = "number_sid")
  @Nullable String numberSid;

  @Column(name = "forwarded_from")
  @Nullable String forwardedFrom;

  @Column(name = "caller_name")
  @Nullable String callerName;

  @Nullable String further;

  @Nullable String sound;

  /** For the provider of persistence. */
  protected CallEntry() {}

  CallEntry(CallRecord call) {
    super(call.facts().sid(), call.facts().accountSid());
    CallFacts facts = call.facts();
    created = facts.created();
    from = text(facts.from());
    to = text(facts.to());
    direction = facts.direction().word();
    parentSid = facts.parentSid().map(Sid::value).orElse(null);
    numberSid = facts.numberSid().map(Sid::value).orElse(null);
    forwardedFrom = facts.forwardedFrom().map(CallEntry::text).orElse(null);
    callerName = facts.callerName().map(CallEntry::text).orElse(null);
    further = written(facts.further());
    take(call);
  }

  /** Takes a newer state. */
  void take(CallRecord call) {
    version = call.version();
    status = call.status();
    answered = call.answered().orElse(null);
    ended = call.ended().orElse(null);
    answeredBy = call.answeredBy().orElse(null);
    sound = call.sound().map(SoundText::of).orElse(null);
    updated = call.updated();
  }

  @Override
  public long version() {
    return version;
  }

  /** The record as it was given. */
  public CallRecord record() {
    CallFacts facts =
        new CallFacts(
            sid(),
            accountSid(),
            from,
            to,
            directionOf(direction),
            created,
            Optional.ofNullable(parentSid).map(Sid::new),
            Optional.ofNullable(numberSid).map(Sid::new),
            Optional.ofNullable(forwardedFrom),
            Optional.ofNullable(callerName),
            read(further));
    return new CallRecord(
        facts,
        status,
        Optional.ofNullable(answered),
        Optional.ofNullable(ended),
        Optional.ofNullable(answeredBy),
        Optional.ofNullable(sound).map(SoundText::read),
        updated,
        version);
  }

  private static Direction directionOf(String word) {
    return Arrays.stream(Direction.values())
        .filter(direction -> direction.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No direction is called " + word));
  }

  /** What a far end sent may be of any length, and PostgreSQL refuses the character 0. */
  private static String text(String given) {
    String clean = given.replace("\0", "");
    return clean.length() <= LONGEST_PARTY ? clean : clean.substring(0, LONGEST_PARTY);
  }

  private static @Nullable String written(Map<String, String> further) {
    if (further.isEmpty()) {
      return null;
    }
    String form =
        further.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    // Cut between two entries
    return form.length() <= LONGEST_FURTHER
        ? form
        : form.substring(0, Math.max(0, form.lastIndexOf('&', LONGEST_FURTHER)));
  }

  private static Map<String, String> read(@Nullable String form) {
    if (form == null || form.isEmpty()) {
      return Map.of();
    }
    Map<String, String> further = new LinkedHashMap<>();
    for (String entry : form.split("&", -1)) {
      int equals = entry.indexOf('=');
      further.put(decoded(entry.substring(0, equals)), decoded(entry.substring(equals + 1)));
    }
    return further;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
