package org.jackfield.system.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds answers against an OpenAPI document: what it names must be there, nothing else may be, and
 * each value must be as it says. Any thread.
 */
final class Contract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Contract TWILIO =
      new Contract(read("/contract/twilio_api_v2010.json"), waivers("/contract/waivers.txt"));
  private static final Set<String> OF_A_FAILURE = Set.of("code", "message", "more_info", "status");

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Pattern> waivers;
  private final Set<String> covered = new ConcurrentSkipListSet<>();
  private final Set<String> used = new ConcurrentSkipListSet<>();

  private Contract(JsonNode document, Map<String, Pattern> waivers) {
    this.document = document;
    this.waivers = waivers;
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(
                    it -> operations.add(Operation.of(path.getKey(), it.getKey(), it.getValue()))));
  }

  /** What unmodified SDKs are made from. */
  static Contract twilio() {
    return TWILIO;
  }

  /** Without anything that is let pass. */
  static Contract of(String text) {
    try {
      return new Contract(JSON.readTree(text), Map.of());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Something that can be asked. */
  private record Operation(String id, String method, Pattern path, int holes, JsonNode answers) {

    static Operation of(String path, String method, JsonNode described) {
      String pattern = path.replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/.]+");
      return new Operation(
          described.get("operationId").asText(),
          method.toUpperCase(Locale.ROOT),
          Pattern.compile(pattern),
          path.split("\\{", -1).length,
          described.get("responses"));
    }
  }

  /** All operations by their names. */
  Set<String> operations() {
    return operations.stream().map(Operation::id).collect(Collectors.toSet());
  }

  /** The operations of which a good answer has been seen. */
  Set<String> covered() {
    return covered;
  }

  /** What is let pass and has not been needed. */
  List<String> unused() {
    return waivers.keySet().stream().filter(it -> !used.contains(it)).toList();
  }

  /**
   * Fails if an answer is not as the document says.
   *
   * @param path with its form, without what is behind a question mark
   */
  void check(String method, String path, int status, String body) {
    // The document knows no PUT, which is a twin of POST
    String named = method.equals("PUT") ? "POST" : method;
    Optional<Operation> operation =
        operations.stream()
            .filter(it -> it.method.equals(named) && it.path.matcher(path).matches())
            .min((one, other) -> Integer.compare(one.holes, other.holes));
    if (status >= 400) {
      failure(method + " " + path, status, body);
    } else if (operation.isPresent()) {
      check(operation.get(), status, body);
      covered.add(operation.get().id);
    }
  }

  private static void failure(String what, int status, String body) {
    JsonNode failure = parsed(what, body);
    List<String> names = new ArrayList<>();
    failure.fieldNames().forEachRemaining(names::add);
    if (!OF_A_FAILURE.equals(Set.copyOf(names)) || failure.get("status").asInt() != status) {
      throw new AssertionError(what + " fails in a form that nobody knows: " + body);
    }
  }

  private void check(Operation operation, int status, String body) {
    JsonNode answer = operation.answers.get(Integer.toString(status));
    if (answer == null) {
      throw new AssertionError(operation.id + " cannot answer " + status + " " + body);
    }
    JsonNode content = answer.path("content").path("application/json").path("schema");
    if (content.isMissingNode()) {
      if (!body.isEmpty()) {
        throw new AssertionError(operation.id + " answers nothing, not " + body);
      }
      return;
    }
    List<String> wrong =
        new JsonForm(document)
            .wrongIn(parsed(operation.id, body), content).stream()
                .filter(it -> !isWaived(operation.id + " " + it))
                .toList();
    if (!wrong.isEmpty()) {
      throw new AssertionError(operation.id + " answers otherwise: " + wrong + " in " + body);
    }
  }

  private boolean isWaived(String wrong) {
    Optional<String> waiver =
        waivers.entrySet().stream()
            .filter(it -> it.getValue().matcher(wrong).lookingAt())
            .map(Map.Entry::getKey)
            .findFirst();
    waiver.ifPresent(used::add);
    return waiver.isPresent();
  }

  private static JsonNode parsed(String what, String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException broken) {
      throw new AssertionError(what + " answers what is no JSON: " + body, broken);
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream in = open(resource)) {
      return JSON.readTree(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Map<String, Pattern> waivers(String resource) {
    try (InputStream in = open(resource)) {
      Map<String, Pattern> waivers = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> {
            String[] words = line.split(" +", 4);
            String operation = words[0].equals("*") ? "\\S+" : Pattern.quote(words[0]);
            waivers.put(
                line,
                Pattern.compile(
                    operation + " " + Pattern.quote(words[1]) + " " + Pattern.quote(words[2])));
          });
      return waivers;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Contract.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("There is no " + resource);
    }
    return in;
  }
}
