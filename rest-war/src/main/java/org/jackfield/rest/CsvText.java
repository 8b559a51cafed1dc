package org.jackfield.rest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jackfield.rest.Representation.Field;
import org.jackfield.rest.Representation.Flag;
import org.jackfield.rest.Representation.Nested;
import org.jackfield.rest.Representation.Nothing;
import org.jackfield.rest.Representation.Pairs;
import org.jackfield.rest.Representation.Text;
import org.jackfield.rest.Representation.Texts;
import org.jackfield.rest.Representation.Value;
import org.jackfield.rest.Representation.Whole;

/** Writes CSV (RFC 4180) with a row of names; values of their own are JSON in one cell. */
final class CsvText {

  private static final String END = "\r\n";

  String of(Shown shown) {
    return switch (shown) {
      case Representation one -> table(List.of(one));
      case Listing listing when listing.items().isEmpty() ->
          listing.sample().map(CsvText::names).orElse("");
      case Listing listing -> table(listing.items());
    };
  }

  private static String table(List<Representation> rows) {
    StringBuilder out = new StringBuilder(names(rows.getFirst()));
    for (Representation row : rows) {
      out.append(
          row.fields().stream()
              .map(Field::value)
              .map(CsvText::cell)
              .collect(Collectors.joining(",")));
      out.append(END);
    }
    return out.toString();
  }

  private static String names(Representation row) {
    return row.fields().stream()
        .map(field -> XmlText.nameOf(field.name()))
        .collect(Collectors.joining(",", "", END));
  }

  private static String cell(Value value) {
    return switch (value) {
      case Text(String text) -> quoted(text);
      case Whole(long number) -> Long.toString(number);
      case Flag(boolean flag) -> Boolean.toString(flag);
      case Nothing nothing -> "";
      case Nested(Representation fields) -> quoted(new JsonText().of(fields));
      case Texts(List<String> texts) -> quoted(String.join(" ", texts));
      case Pairs(Map<String, String> pairs) -> quoted(JsonText.of(pairs));
    };
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
