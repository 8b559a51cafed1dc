package org.jackfield.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.rest.Representation.Field;
import org.jackfield.rest.Representation.Flag;
import org.jackfield.rest.Representation.Nested;
import org.jackfield.rest.Representation.Nothing;
import org.jackfield.rest.Representation.Pairs;
import org.jackfield.rest.Representation.Text;
import org.jackfield.rest.Representation.Texts;
import org.jackfield.rest.Representation.Value;
import org.jackfield.rest.Representation.Whole;

/** Writes JSON (RFC 8259). */
final class JsonText {

  private static final char FIRST_PRINTABLE = 0x20;

  private static final int TYPICAL = 2_560;

  private StringBuilder out = new StringBuilder(TYPICAL);

  String of(Shown shown) {
    switch (shown) {
      case Representation one -> object(one);
      case Listing listing -> listing(listing);
    }
    return out.toString();
  }

  private void listing(Listing listing) {
    // To grow costs as much as to write
    out = new StringBuilder(TYPICAL * (1 + listing.items().size()));
    out.append('{');
    name(listing.name());
    out.append('[');
    String between = "";
    for (Representation item : listing.items()) {
      out.append(between);
      object(item);
      between = ",";
    }
    out.append("],");
    Listing.Links links = listing.links();
    text("first_page_uri", Optional.of(links.first()));
    number("end", listing.end());
    text("previous_page_uri", links.previous());
    text("uri", Optional.of(links.self()));
    number("page_size", listing.size());
    number("start", listing.start());
    text("next_page_uri", links.next());
    name("page");
    out.append(listing.page()).append('}');
  }

  private void text(String name, Optional<String> text) {
    name(name);
    text.ifPresentOrElse(this::string, () -> out.append("null"));
    out.append(',');
  }

  private void number(String name, int number) {
    name(name);
    out.append(number).append(',');
  }

  private void object(Representation one) {
    out.append('{');
    String between = "";
    for (Field field : one.fields()) {
      out.append(between);
      name(field.name());
      value(field.value());
      between = ",";
    }
    out.append('}');
  }

  private void value(Value value) {
    switch (value) {
      case Text(String text) -> string(text);
      case Whole(long number) -> out.append(number);
      case Flag(boolean flag) -> out.append(flag);
      case Nothing nothing -> out.append("null");
      case Nested(Representation fields) -> object(fields);
      case Texts(List<String> texts) -> texts(texts);
      case Pairs(Map<String, String> pairs) -> pairs(pairs);
    }
  }

  private void pairs(Map<String, String> pairs) {
    out.append('{');
    String between = "";
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      out.append(between);
      string(pair.getKey());
      out.append(':');
      string(pair.getValue());
      between = ",";
    }
    out.append('}');
  }

  static String of(Map<String, String> pairs) {
    JsonText text = new JsonText();
    text.pairs(pairs);
    return text.out.toString();
  }

  private void texts(List<String> texts) {
    out.append('[');
    String between = "";
    for (String text : texts) {
      out.append(between);
      string(text);
      between = ",";
    }
    out.append(']');
  }

  private void name(String name) {
    out.append('"').append(name).append("\":");
  }

  private void string(String text) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text).append('"');
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < FIRST_PRINTABLE || (Character.isSurrogate(c) && !isPaired(text, i))) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** As most are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_PRINTABLE || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPaired(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
