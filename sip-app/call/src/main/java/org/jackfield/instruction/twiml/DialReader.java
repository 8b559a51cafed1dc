package org.jackfield.instruction.twiml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Dial;
import org.jackfield.instruction.Dial.Recorded;
import org.jackfield.instruction.Noun;

/** Reads Dial. */
final class DialReader {

  /** As many are called at once. */
  static final int MAX_NOUNS = 10;

  private static final Set<String> NOT_SUPPORTED =
      Set.of("Conference", "Queue", "Application", "Sim", "WhatsApp");

  private final Margin margin;
  private final NounReader nouns;

  DialReader(Margin margin) {
    this.margin = margin;
    this.nouns = new NounReader(margin);
  }

  /** The instruction, nothing if there is nobody to be called. */
  Optional<Dial> dial(Element element) {
    Attributes attributes =
        new Attributes(element, margin)
            .missing("recordingTrack", "both")
            .ignore("callReason", "events", "recordingConfigurationId");
    Optional<Callback> recordingStatus =
        attributes.callback(
            "recordingStatusCallback", "completed", List.of("in-progress", "completed", "absent"));
    List<Noun> called = called(element);
    Dial dial =
        new Dial(
            called,
            attributes.action("action", "method", 13210),
            attributes.seconds("timeout", 30, 5, 600, 13212),
            attributes.seconds("timeLimit", 14_400, 1, 86_400, 13216),
            callerId(attributes),
            attributes.flag("hangupOnStar", false, 13213),
            attributes.flag("answerOnBridge", false, Margin.SCHEMA),
            recorded(attributes),
            attributes
                .oneOf("trim", "do-not-trim", List.of("trim-silence", "do-not-trim"), Margin.SCHEMA)
                .equals("trim-silence"),
            recordingStatus,
            ringTone(attributes),
            attributes.flag("sequential", false, Margin.SCHEMA),
            referral(attributes));
    attributes.finish();
    return called.isEmpty() ? Optional.empty() : Optional.of(dial);
  }

  private List<Noun> called(Element dial) {
    List<Noun> called = new ArrayList<>();
    if (dial.elements().isEmpty()) {
      nouns.bareNumber(dial).ifPresent(called::add);
      return called;
    }
    for (Element element : dial.elements()) {
      switch (element.name()) {
        case "Number" -> nouns.number(element).ifPresent(called::add);
        case "Client" -> nouns.client(element).ifPresent(called::add);
        case "Sip" -> nouns.sip(element).ifPresent(called::add);
        default ->
            margin.warn(
                element,
                NOT_SUPPORTED.contains(element.name()) ? Margin.SCHEMA : 13215,
                NOT_SUPPORTED.contains(element.name())
                    ? element + " is not supported and was passed over"
                    : element + " is not allowed within <Dial>");
      }
    }
    if (called.size() > MAX_NOUNS) {
      margin.warn(dial, 13250, "<Dial> calls " + MAX_NOUNS + " at most; the rest is left out");
      return called.subList(0, MAX_NOUNS);
    }
    return called;
  }

  private Optional<String> callerId(Attributes attributes) {
    Optional<String> callerId = attributes.text("callerId").filter(text -> !text.isBlank());
    if (callerId.isPresent()
        && !callerId.get().matches("\\+?[0-9]{1,15}|(client:|sips?:)?[^\\s<>\"]{1,255}")) {
      attributes.wrong("callerId", 13214, "a number, a client: name or a SIP address");
      return Optional.empty();
    }
    return callerId;
  }

  private static Recorded recorded(Attributes attributes) {
    String word =
        attributes.oneOf(
            "record",
            "do-not-record",
            List.of(
                "do-not-record",
                "record-from-answer",
                "record-from-ringing",
                "record-from-answer-dual",
                "record-from-ringing-dual",
                "true",
                "false"),
            13217);
    return switch (word) {
      case "true", "record-from-answer" -> Recorded.FROM_ANSWER;
      case "record-from-ringing" -> Recorded.FROM_RINGING;
      case "record-from-answer-dual" -> Recorded.FROM_ANSWER_DUAL;
      case "record-from-ringing-dual" -> Recorded.FROM_RINGING_DUAL;
      default -> Recorded.NOT;
    };
  }

  private static Optional<String> ringTone(Attributes attributes) {
    Optional<String> tone = attributes.text("ringTone").map(text -> text.toLowerCase(Locale.ROOT));
    if (tone.isEmpty() || tone.get().equals("automatic")) {
      return Optional.empty();
    }
    if (!Dial.RING_TONES.contains(tone.get())) {
      attributes.wrong("ringTone", Margin.SCHEMA, "the code of a country such as us");
      return Optional.empty();
    }
    return tone;
  }

  private static Optional<Action> referral(Attributes attributes) {
    return attributes.action("referUrl", "referMethod", Margin.SCHEMA);
  }
}
