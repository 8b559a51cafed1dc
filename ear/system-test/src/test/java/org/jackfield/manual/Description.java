package org.jackfield.manual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The description that the server serves. That it has each operation of the program, and no other,
 * is for {@code DescriptionTest} to show; that answers are as it says, for {@code ContractIT}.
 */
final class Description {

  private static final String ROOT = "/2010-04-01";
  private static final Set<String> OF_A_PAGE =
      Set.of(
          "end",
          "first_page_uri",
          "next_page_uri",
          "page",
          "page_size",
          "previous_page_uri",
          "start",
          "uri");

  private final JsonNode document;

  private Description(JsonNode document) {
    this.document = document;
  }

  static Description read(Path file) {
    try {
      return new Description(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Something that can be asked.
   *
   * @param name such as {@code GET /Accounts.json}
   * @param parameters in the query and the form
   * @param properties of what is answered, of each thing of a list
   */
  record Operation(String name, Set<String> parameters, Set<String> properties) {}

  /** All of them, but for those by PUT that have a twin by POST. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(it -> {
                  if (!it.getKey().equals("put") || !path.getValue().has("post")) {
                    operations.add(operation(path.getKey(), it.getKey(), it.getValue()));
                  }
                }));
    return operations;
  }

  private Operation operation(String path, String method, JsonNode described) {
    Set<String> parameters = new TreeSet<>();
    described
        .path("parameters")
        .forEach(it -> {
          if (it.get("in").asText().equals("query")) {
            parameters.add(it.get("name").asText());
          }
        });
    described
        .path("requestBody")
        .path("content")
        .forEach(form ->
            form.path("schema").path("properties").fieldNames().forEachRemaining(parameters::add));
    String below = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
    return new Operation(
        method.toUpperCase(Locale.ROOT) + " " + below, parameters, properties(described));
  }

  private Set<String> properties(JsonNode described) {
    Set<String> properties = new TreeSet<>();
    for (String status : List.of("200", "201")) {
      JsonNode answer =
          resolved(
                  described
                      .path("responses")
                      .path(status)
                      .path("content")
                      .path("application/json")
                      .path("schema"))
              .path("properties");
      if (answer.has("first_page_uri")) {
        answer
            .properties()
            .forEach(it -> {
              if (!OF_A_PAGE.contains(it.getKey())) {
                names(resolved(it.getValue().path("items")), properties);
              }
            });
      } else {
        answer.fieldNames().forEachRemaining(properties::add);
      }
    }
    return properties;
  }

  private static void names(JsonNode schema, Set<String> into) {
    schema.path("properties").fieldNames().forEachRemaining(into::add);
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : resolved(document.at(reference.substring(1)));
  }
}
