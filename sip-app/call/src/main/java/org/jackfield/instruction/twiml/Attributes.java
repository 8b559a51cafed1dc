package org.jackfield.instruction.twiml;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;

/** The attributes of an element: what is wrong in them is noted, and the default holds. */
final class Attributes {

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

  private final Element element;
  private final Margin margin;
  private final Set<String> asked = new HashSet<>();

  Attributes(Element element, Margin margin) {
    this.element = element;
    this.margin = margin;
  }

  Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(element.attributes().get(name));
  }

  String text(String name, String otherwise) {
    return text(name).filter(value -> !value.isBlank()).orElse(otherwise);
  }

  int number(String name, int otherwise, int least, int most, int code) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    String digits = value.get().strip();
    if (digits.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(digits);
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(name, code, most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most);
    return otherwise;
  }

  Duration seconds(String name, int otherwise, int least, int most, int code) {
    return Duration.ofSeconds(number(name, otherwise, least, most, code));
  }

  /** How often: 1 unless given, and 0 is as often as a call may last. */
  int times(int code) {
    int times = number("loop", 1, 0, Integer.MAX_VALUE, code);
    return times == 0 ? PromptReader.MAX_TIMES : Math.min(times, PromptReader.MAX_TIMES);
  }

  boolean flag(String name, boolean otherwise, int code) {
    return oneOf(name, Boolean.toString(otherwise), List.of("true", "false"), code).equals("true");
  }

  String oneOf(String name, String otherwise, List<String> words, int code) {
    Optional<String> value = text(name);
    if (value.isEmpty() || words.contains(value.get())) {
      return value.orElse(otherwise);
    }
    wrong(name, code, String.join(", ", words));
    return otherwise;
  }

  String method(String name, int code) {
    Optional<String> value = text(name);
    String upper = value.orElse("POST").toUpperCase(Locale.ROOT);
    if (upper.equals("GET") || upper.equals("POST")) {
      return upper;
    }
    wrong(name, code, "GET or POST");
    return "POST";
  }

  /** Keys of the telephone, each of {@code allowed}. */
  String keys(String name, String otherwise, String allowed, int code) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get().chars().allMatch(key -> allowed.indexOf(key) >= 0)) {
      return value.get();
    }
    wrong(name, code, "of " + allowed);
    return otherwise;
  }

  /** The address in an attribute and the method in another, nothing if there is no address. */
  Optional<Action> action(String name, String methodName, int methodCode) {
    return action(name, method(methodName, methodCode));
  }

  private Optional<Action> action(String name, String method) {
    Optional<String> value = text(name).filter(text -> !text.isBlank());
    Optional<URI> address = value.flatMap(text -> margin.address(element, text));
    return address.map(found -> new Action(found, method));
  }

  /** Likewise, and the document itself if there is no address. */
  Optional<Action> actionOrItself(int methodCode) {
    String method = method("method", methodCode);
    Optional<Action> action = action("action", method);
    return action.isPresent() ? action : margin.itself(method);
  }

  Optional<Callback> callback(String name, String otherwise, List<String> words) {
    Optional<Action> action = action(name, name + "Method", Margin.SCHEMA);
    Set<String> events = new LinkedHashSet<>();
    for (String word : words(text(name + "Event", otherwise))) {
      if (words.contains(word)) {
        events.add(word);
      } else {
        wrong(name + "Event", Margin.SCHEMA, "of " + String.join(" ", words));
      }
    }
    return action.map(found -> new Callback(found, events.isEmpty() ? Set.of(otherwise) : events));
  }

  static List<String> words(String text) {
    return SEPARATORS.splitAsStream(text.strip()).toList();
  }

  /** Known to the dialect, without an effect here. */
  Attributes ignore(String... names) {
    asked.addAll(Arrays.asList(names));
    return this;
  }

  /** Known to the dialect and missed here, unless it says what holds anyway. */
  Attributes missing(String name, String harmless) {
    Optional<String> value = text(name);
    if (value.isPresent() && !value.get().equals(harmless)) {
      margin.warn(
          element, Margin.SCHEMA, "The attribute '" + name + "' of " + element + " has no effect");
    }
    return this;
  }

  /** Notes the attributes that nobody asked for. */
  void finish() {
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      if (!asked.contains(attribute.getKey())) {
        margin.warn(
            element, Margin.SCHEMA, element + " has no attribute '" + attribute.getKey() + "'");
      }
    }
  }

  void wrong(String name, int code, String right) {
    margin.warn(
        element,
        code,
        "The attribute '"
            + name
            + "' of "
            + element
            + " must be "
            + right
            + ", not '"
            + element.attributes().get(name)
            + "'");
  }
}
