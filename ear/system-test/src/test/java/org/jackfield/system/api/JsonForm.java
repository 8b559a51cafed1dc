package org.jackfield.system.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Compares JSON with the schemas of an OpenAPI 3.0 document, as far as ours use them. */
final class JsonForm {

  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final JsonNode document;
  private final List<String> wrong = new ArrayList<>();

  JsonForm(JsonNode document) {
    this.document = document;
  }

  /** What is otherwise, as in {@code $.calls[].price type}, each once. */
  List<String> wrongIn(JsonNode value, JsonNode schema) {
    compare("$", value, schema);
    return wrong.stream().distinct().toList();
  }

  private void compare(String place, JsonNode value, JsonNode referring) {
    JsonNode schema = resolved(referring);
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean()) {
        wrong.add(place + " null");
      }
      return;
    }
    String type = schema.path("type").asText();
    if (!isOf(type, value)) {
      wrong.add(place + " type " + type + " " + value);
      return;
    }
    switch (type) {
      case "object" -> members(place, value, schema);
      case "array" ->
          value.forEach(item -> {
            if (schema.has("items")) {
              compare(place + "[]", item, schema.get("items"));
            }
          });
      case "string" -> text(place, value.asText(), schema);
      default -> {
        // Numbers and flags are what their type says
      }
    }
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null ? schema : resolved(document.at(reference.asText().substring(1)));
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private void members(String place, JsonNode value, JsonNode schema) {
    JsonNode known = schema.path("properties");
    if (known.isEmpty()) {
      return;
    }
    known
        .properties()
        .forEach(member -> {
          JsonNode given = value.get(member.getKey());
          if (given == null) {
            wrong.add(place + "." + member.getKey() + " missing");
          } else {
            compare(place + "." + member.getKey(), given, member.getValue());
          }
        });
    value
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.has(name)) {
            wrong.add(place + "." + name + " unknown");
          }
        });
  }

  private void text(String place, String text, JsonNode schema) {
    JsonNode pattern = schema.get("pattern");
    if (pattern != null && !Pattern.compile(pattern.asText()).matcher(text).find()) {
      wrong.add(place + " pattern " + pattern.asText() + " " + text);
    }
    JsonNode words = schema.get("enum");
    if (words != null) {
      List<String> all = new ArrayList<>();
      words.forEach(word -> all.add(word.asText()));
      if (!all.contains(text)) {
        wrong.add(place + " enum " + all + " " + text);
      }
    }
    format(place, text, schema.path("format").asText());
  }

  private void format(String place, String text, String format) {
    switch (format) {
      case "date-time-rfc-2822" -> date(place, text, RFC_2822::parse);
      case "date-time" -> date(place, text, Instant::parse);
      case "date" -> date(place, text, LocalDate::parse);
      default -> {
        // Addresses are relative here, as the examples of the document are
      }
    }
  }

  private void date(String place, String text, Consumer<String> reading) {
    try {
      reading.accept(text);
    } catch (DateTimeException no) {
      wrong.add(place + " format " + text);
    }
  }
}
