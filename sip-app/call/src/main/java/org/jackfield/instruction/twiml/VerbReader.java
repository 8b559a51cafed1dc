package org.jackfield.instruction.twiml;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Gather;
import org.jackfield.instruction.Hangup;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.Prompt;
import org.jackfield.instruction.Record;
import org.jackfield.instruction.Redirect;
import org.jackfield.instruction.Refer;
import org.jackfield.instruction.Reject;

/** Reads the verbs of a document. Each default of the manual stands here, and nowhere else. */
final class VerbReader {

  private static final String KEYS = "0123456789*#";

  /** What the dialect has and we do not: passed over with a warning of its own. */
  private static final Set<String> NOT_SUPPORTED =
      Set.of(
          "Enqueue",
          "Leave",
          "Start",
          "Stop",
          "Connect",
          "Pay",
          "Prompt",
          "Sms",
          "Message",
          "Echo",
          "Siprec",
          "Stream",
          "Transcription",
          "Recording");

  private final Margin margin;
  private final PromptReader prompts;

  VerbReader(Margin margin) {
    this.margin = margin;
    this.prompts = new PromptReader(margin);
  }

  Optional<? extends Instruction> read(Element element) {
    return switch (element.name()) {
      case "Say" -> prompts.say(element);
      case "Play" ->
          element.attributes().containsKey("digits")
              ? prompts.pressKeys(element)
              : prompts.play(element);
      case "Pause" -> Optional.of(prompts.pause(element));
      case "Gather" -> Optional.of(gather(element));
      case "Record" -> Optional.of(record(element));
      case "Redirect" -> redirect(element);
      case "Reject" -> Optional.of(reject(element));
      case "Hangup" -> Optional.of(hangup(element));
      case "Dial" -> new DialReader(margin).dial(element);
      case "Refer" -> refer(element);
      default -> unknown(element);
    };
  }

  private Optional<Instruction> unknown(Element element) {
    margin.warn(
        element,
        Margin.SCHEMA,
        NOT_SUPPORTED.contains(element.name())
            ? element + " is not supported and was passed over"
            : element + " is not an instruction");
    return Optional.empty();
  }

  private Gather gather(Element element) {
    Attributes attributes =
        new Attributes(element, margin)
            .ignore(
                "language",
                "hints",
                "speechModel",
                "profanityFilter",
                "enhanced",
                "speechTimeout",
                "partialResultCallback",
                "partialResultCallbackMethod",
                "maxSpeechTime",
                "bargeIn",
                "debug");
    Gather gather =
        new Gather(
            attributes.actionOrItself(13312),
            attributes.seconds("timeout", 5, 0, 3_600, 13313),
            finishOnKey(attributes),
            attributes.number("numDigits", Integer.MAX_VALUE, 1, Integer.MAX_VALUE, 13314),
            attributes.flag("actionOnEmptyResult", false, Margin.SCHEMA),
            inputs(element, attributes),
            nested(element));
    attributes.finish();
    return gather;
  }

  private static String finishOnKey(Attributes attributes) {
    String key = attributes.keys("finishOnKey", "#", KEYS, 13310);
    if (key.length() > 1) {
      attributes.wrong("finishOnKey", 13311, "one key or none");
      return "#";
    }
    return key;
  }

  private Set<Gather.Input> inputs(Element element, Attributes attributes) {
    Set<Gather.Input> inputs = EnumSet.noneOf(Gather.Input.class);
    for (String word : Attributes.words(attributes.text("input", "dtmf"))) {
      switch (word) {
        case "dtmf" -> inputs.add(Gather.Input.KEYS);
        case "speech" -> {
          inputs.add(Gather.Input.SPEECH);
          margin.warn(
              element, Margin.SCHEMA, "<Gather> cannot recognise speech here: nothing is heard");
        }
        default -> attributes.wrong("input", Margin.SCHEMA, "dtmf, speech or both");
      }
    }
    return inputs.isEmpty() ? EnumSet.of(Gather.Input.KEYS) : inputs;
  }

  private List<Prompt> nested(Element gather) {
    List<Prompt> nested = new ArrayList<>();
    for (Element element : gather.elements()) {
      switch (element.name()) {
        case "Say" -> prompts.say(element).ifPresent(nested::add);
        case "Pause" -> nested.add(prompts.pause(element));
        case "Play" -> {
          if (element.attributes().containsKey("digits")) {
            margin.warn(element, 13430, "<Play> with 'digits' is not allowed within <Gather>");
          } else {
            prompts.play(element).ifPresent(nested::add);
          }
        }
        default -> margin.warn(element, 13320, element + " is not allowed within <Gather>");
      }
    }
    return nested;
  }

  private Record record(Element element) {
    Attributes attributes =
        new Attributes(element, margin)
            .missing("transcribe", "false")
            .ignore("transcribeCallback", "recordingConfigurationId");
    Optional<Callback> status =
        attributes.callback(
            "recordingStatusCallback", "completed", List.of("in-progress", "completed", "absent"));
    Record record =
        new Record(
            attributes.actionOrItself(13610),
            attributes.seconds("timeout", 5, 0, 86_400, 13611),
            attributes.keys("finishOnKey", "1234567890*#", KEYS, 13613),
            attributes.seconds("maxLength", 3_600, 2, 86_400, 13612),
            attributes.flag("playBeep", true, 13616),
            attributes
                .oneOf("trim", "trim-silence", List.of("trim-silence", "do-not-trim"), 13621)
                .equals("trim-silence"),
            status);
    attributes.finish();
    return record;
  }

  private Optional<Redirect> redirect(Element element) {
    Attributes attributes = new Attributes(element, margin);
    String method = attributes.method("method", 13710);
    attributes.finish();
    if (element.text().isEmpty()) {
      return Optional.of(new Redirect(margin.itself(method)));
    }
    return margin
        .address(element, element.text())
        .map(address -> new Redirect(Optional.of(new Action(address, method))));
  }

  private Reject reject(Element element) {
    Attributes attributes = new Attributes(element, margin);
    String reason = attributes.oneOf("reason", "rejected", List.of("rejected", "busy"), 13810);
    attributes.finish();
    return new Reject(reason.equals("busy") ? Reject.Reason.BUSY : Reject.Reason.REJECTED);
  }

  private Hangup hangup(Element element) {
    new Attributes(element, margin).finish();
    return new Hangup();
  }

  private Optional<Refer> refer(Element element) {
    Attributes attributes = new Attributes(element, margin);
    Optional<Action> action = attributes.action("action", "method", Margin.SCHEMA);
    attributes.finish();
    Optional<String> target =
        element.elements().stream()
            .filter(child -> child.name().equals("Sip"))
            .map(Element::text)
            .filter(text -> text.startsWith("sip:") || text.startsWith("sips:"))
            .findFirst();
    if (target.isEmpty()) {
      margin.warn(element, 13243, "<Refer> needs a <Sip> with a SIP address");
    }
    return target.map(address -> new Refer(address, action));
  }
}
