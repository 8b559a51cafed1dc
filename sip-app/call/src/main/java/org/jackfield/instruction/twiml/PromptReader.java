package org.jackfield.instruction.twiml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.instruction.Pause;
import org.jackfield.instruction.Play;
import org.jackfield.instruction.PressKeys;
import org.jackfield.instruction.Say;

/** Reads what is heard: Say, Play, Pause. */
final class PromptReader {

  /** As often as something is repeated at most. */
  static final int MAX_TIMES = 1_000;

  /** Characters that are spoken at most. */
  static final int MAX_TEXT = 4_096;

  private static final String DEFAULT_VOICE = "man";
  private static final String DEFAULT_LANGUAGE = "en-US";
  private static final Set<String> SSML =
      Set.of(
          "break",
          "emphasis",
          "lang",
          "p",
          "phoneme",
          "prosody",
          "s",
          "say-as",
          "sub",
          "w",
          "mark",
          "amazon:effect",
          "amazon:auto-breaths",
          "amazon:domain",
          "amazon:emotion");

  private final Margin margin;

  PromptReader(Margin margin) {
    this.margin = margin;
  }

  Optional<Say> say(Element element) {
    Attributes attributes = new Attributes(element, margin);
    boolean markup = !element.elements().isEmpty();
    String text = (markup ? markup(element) : element.text()).strip();
    String voice = attributes.text("voice", DEFAULT_VOICE);
    String language = attributes.text("language", DEFAULT_LANGUAGE);
    if (!language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")) {
      attributes.wrong("language", 13512, "a language tag such as en-US");
      language = DEFAULT_LANGUAGE;
    }
    int times = attributes.times(13510);
    attributes.finish();
    if (text.isEmpty()) {
      margin.warn(element, 13520, "<Say> has nothing to say");
      return Optional.empty();
    }
    if (text.length() > MAX_TEXT) {
      margin.warn(element, 13521, "<Say> takes " + MAX_TEXT + " characters at most");
      return Optional.empty();
    }
    return Optional.of(
        new Say(markup ? text : text.replaceAll("\\s+", " "), markup, voice, language, times));
  }

  Optional<Play> play(Element element) {
    Attributes attributes = new Attributes(element, margin).ignore("digits");
    int times = attributes.times(13410);
    attributes.finish();
    return margin.address(element, element.text()).map(address -> new Play(address, times));
  }

  Optional<PressKeys> pressKeys(Element element) {
    Attributes attributes = new Attributes(element, margin).ignore("loop");
    String keys = attributes.keys("digits", "", "0123456789ABCDwW#*", 13430);
    attributes.finish();
    return keys.isEmpty() ? Optional.empty() : Optional.of(new PressKeys(keys));
  }

  Pause pause(Element element) {
    Attributes attributes = new Attributes(element, margin);
    Pause pause = new Pause(attributes.seconds("length", 1, 1, 14_400, 13910));
    attributes.finish();
    return pause;
  }

  private String markup(Element element) {
    StringBuilder markup = new StringBuilder();
    write(element.children(), markup);
    return markup.toString();
  }

  private void write(List<Node> nodes, StringBuilder out) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Text text -> out.append(escaped(text.content()));
        case Element child when SSML.contains(child.name()) -> {
          out.append('<').append(child.name());
          for (Map.Entry<String, String> attribute : child.attributes().entrySet()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            out.append(escaped(attribute.getValue()).replace("\"", "&quot;")).append('"');
          }
          out.append('>');
          write(child.children(), out);
          out.append("</").append(child.name()).append('>');
        }
        case Element child -> {
          margin.warn(
              child, Margin.SCHEMA, child + " is not allowed within <Say>; its text is spoken");
          write(child.children(), out);
        }
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
