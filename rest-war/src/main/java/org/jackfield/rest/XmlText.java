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

/** Writes XML below a root {@code TwilioResponse}; names are in PascalCase. */
final class XmlText {

  private final StringBuilder out =
      new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  String of(Shown shown) {
    out.append("<TwilioResponse>");
    switch (shown) {
      case Representation one -> element(one);
      case Listing listing -> listing(listing);
    }
    return out.append("</TwilioResponse>").toString();
  }

  private void listing(Listing listing) {
    out.append('<').append(listing.element());
    attribute("page", Integer.toString(listing.page()));
    attribute("pagesize", Integer.toString(listing.size()));
    attribute("start", Integer.toString(listing.start()));
    attribute("end", Integer.toString(listing.end()));
    attribute("uri", listing.links().self());
    attribute("firstpageuri", listing.links().first());
    attribute("previouspageuri", listing.links().previous().orElse(""));
    attribute("nextpageuri", listing.links().next().orElse(""));
    out.append('>');
    listing.items().forEach(this::element);
    out.append("</").append(listing.element()).append('>');
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    text(value);
    out.append('"');
  }

  private void element(Representation one) {
    out.append('<').append(one.element()).append('>');
    fields(one);
    out.append("</").append(one.element()).append('>');
  }

  private void fields(Representation one) {
    for (Field field : one.fields()) {
      String name = nameOf(field.name());
      if (field.value() instanceof Nothing) {
        out.append('<').append(name).append("/>");
      } else {
        out.append('<').append(name).append('>');
        value(field.value());
        out.append("</").append(name).append('>');
      }
    }
  }

  private void value(Value value) {
    switch (value) {
      case Text(String text) -> text(text);
      case Whole(long number) -> out.append(number);
      case Flag(boolean flag) -> out.append(flag);
      case Nothing nothing -> out.append("");
      case Nested(Representation fields) -> fields(fields);
      case Texts(List<String> texts) -> text(String.join(" ", texts));
      case Pairs(Map<String, String> pairs) -> pairs.forEach(this::pair);
    }
  }

  /** Whatever the name is, it is no name of an element. */
  private void pair(String name, String value) {
    out.append("<Parameter");
    attribute("name", name);
    out.append('>');
    text(value);
    out.append("</Parameter>");
  }

  /** {@code date_created} is {@code DateCreated}. */
  static String nameOf(String snake) {
    StringBuilder name = new StringBuilder(snake.length());
    boolean first = true;
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      if (c == '_') {
        first = true;
      } else {
        name.append(first ? Character.toUpperCase(c) : c);
        first = false;
      }
    }
    return name.toString();
  }

  /** XML 1.0 section 2.2: some characters cannot be in it, not even escaped. */
  private void text(String text) {
    text.codePoints()
        .forEach(c ->
            escaped(c)
                .ifPresentOrElse(
                    out::append, () -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD)));
  }

  private static Optional<String> escaped(int c) {
    return switch (c) {
      case '<' -> Optional.of("&lt;");
      case '>' -> Optional.of("&gt;");
      case '&' -> Optional.of("&amp;");
      case '"' -> Optional.of("&quot;");
      case '\r' -> Optional.of("&#13;");
      case '\n' -> Optional.of("&#10;");
      case '\t' -> Optional.of("&#9;");
      default -> Optional.empty();
    };
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
