package org.jackfield.manual;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.instruction.DocumentReader;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Warning;
import org.jackfield.instruction.twiml.TwimlReader;

/**
 * What the reader of documents knows, found by asking it: each word of its own sources is tried as
 * an element and as an attribute, and what it warns of is not known.
 */
final class Dialect {

  private static final Pattern WORD = Pattern.compile("\"((?:[a-z]+:)?[A-Za-z][A-Za-z-]*)\"");

  private final DocumentReader reader = new TwimlReader();
  private final Set<String> words;

  /** With the sources of the reader. */
  Dialect(Sources sources) {
    this.words = sources.found(WORD);
  }

  /** What may stand in a document. */
  Set<String> verbs() {
    return elements(Dialect::inDocument, "is not an instruction", "is not supported");
  }

  /** What may stand in Dial. */
  Set<String> nouns() {
    return elements(Dialect::inDial, "is not allowed within <Dial>", "is not supported");
  }

  /** What may stand in Say. */
  Set<String> speech() {
    return elements(
        element -> inDocument("<Say>a " + element + "</Say>"), "is not allowed within <Say>");
  }

  /** What the reader knows by name and passes over in a document. */
  Set<String> passedOver() {
    return elements()
        .filter(name -> warns(inDocument(empty(name)), "is not supported"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Likewise, in Dial. */
  Set<String> passedOverInDial() {
    return elements()
        .filter(name -> warns(inDial(empty(name)), "is not supported"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The attributes of a verb. */
  Set<String> attributesOf(String verb) {
    return attributes(verb, Dialect::inDocument);
  }

  /** The attributes of a noun. */
  Set<String> attributesOfNoun(String noun) {
    return attributes(noun, Dialect::inDial);
  }

  private Set<String> attributes(String element, UnaryOperator<String> place) {
    return words.stream()
        .filter(word -> !word.contains(":"))
        .flatMap(word -> Stream.of(word, word + "Method", word + "Event"))
        .filter(name ->
            !warns(
                place.apply("<%s %s=\"1\">1</%s>".formatted(element, name, element)),
                "has no attribute '" + name + "'"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> elements() {
    return words.stream().filter(word -> !word.startsWith("xml"));
  }

  private Set<String> elements(UnaryOperator<String> place, String... refusals) {
    return elements()
        .filter(name -> Stream.of(refusals).noneMatch(it -> warns(place.apply(empty(name)), it)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String empty(String name) {
    int colon = name.indexOf(':');
    String prefix = name.substring(0, Math.max(colon, 0));
    return "<" + name + (colon < 0 ? "" : " xmlns:" + prefix + "=\"urn:any\"") + "/>";
  }

  private static String inDocument(String element) {
    return "<Response>" + element + "</Response>";
  }

  private static String inDial(String element) {
    return inDocument("<Dial>" + element + "</Dial>");
  }

  private boolean warns(String document, String of) {
    return warnings(document).stream().anyMatch(warning -> warning.message().contains(of));
  }

  private List<Warning> warnings(String document) {
    return switch (reader.read(document, Optional.empty())) {
      case Understood understood -> understood.document().warnings();
      case DocumentReader.Broken broken ->
          throw new IllegalStateException(broken.message() + ": " + document);
    };
  }
}
