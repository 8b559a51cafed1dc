package org.jackfield.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing as it is shown: named values in their order. Names are in snake_case. */
public final class Representation implements Shown {

  private final String element;
  private final List<Field> fields = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param element what a thing of its kind is called in XML
   */
  public Representation(String element) {
    this.element = element;
  }

  /** A named value. */
  public record Field(String name, Value value) {}

  /** What a thing can have. */
  public sealed interface Value permits Text, Whole, Flag, Nothing, Nested, Texts, Pairs {}

  /** A text. */
  public record Text(String text) implements Value {}

  /** A whole number. */
  public record Whole(long number) implements Value {}

  /** True or false. */
  public record Flag(boolean flag) implements Value {}

  /** Null. */
  public record Nothing() implements Value {}

  /** Values of its own. */
  public record Nested(Representation fields) implements Value {}

  /** Several texts. */
  public record Texts(List<String> texts) implements Value {}

  /** Texts under names that are not ours. */
  public record Pairs(Map<String, String> pairs) implements Value {}

  private static final Nothing NOTHING = new Nothing();

  /** What a thing of its kind is called in XML. */
  public String element() {
    return element;
  }

  /** All values in their order. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** Adds a text. */
  public Representation with(String name, String text) {
    return add(name, new Text(text));
  }

  /** Adds a text that may be missing. */
  public Representation with(String name, Optional<String> text) {
    return add(name, text.<Value>map(Text::new).orElse(NOTHING));
  }

  /** Adds a whole number. */
  public Representation with(String name, long number) {
    return add(name, new Whole(number));
  }

  /** Adds true or false. */
  public Representation with(String name, boolean flag) {
    return add(name, new Flag(flag));
  }

  /** Adds a moment, in the form of RFC 2822. */
  public Representation with(String name, Instant moment) {
    return add(name, new Text(Moments.written(moment)));
  }

  /** Adds a moment that may be missing. */
  public Representation withMoment(String name, Optional<Instant> moment) {
    return with(name, moment.map(Moments::written));
  }

  /** Adds a duration in seconds, as a text, which may be missing. */
  public Representation withDuration(String name, Optional<Duration> duration) {
    return with(name, duration.map(it -> Long.toString(it.toSeconds())));
  }

  /** Adds null. */
  public Representation withNothing(String name) {
    return add(name, NOTHING);
  }

  /** Adds values of their own. */
  public Representation with(String name, Representation nested) {
    return add(name, new Nested(nested));
  }

  /** Adds several texts. */
  public Representation with(String name, List<String> texts) {
    return add(name, new Texts(List.copyOf(texts)));
  }

  /** Adds texts under names that are not ours, which may be anything. */
  public Representation with(String name, Map<String, String> pairs) {
    return add(name, new Pairs(Collections.unmodifiableMap(new LinkedHashMap<>(pairs))));
  }

  private Representation add(String name, Value value) {
    fields.add(new Field(name, value));
    return this;
  }
}
