package org.jackfield.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jackfield.call.Sid;

/** The parameters of a form, each read into a type that cannot be wrong. */
public final class Parameters {

  private static final int LONGEST_ADDRESS = 4000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_-]*}");
  private static final int LONGEST_NAME = 64;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads a body of the type {@code application/x-www-form-urlencoded}. */
  public static Parameters of(String body) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decoded(name), it -> new ArrayList<>()).add(decoded(value));
      }
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\0", "");
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(20001, "The form cannot be read: " + wrong.getMessage());
    }
  }

  /** A text that may be missing or empty. */
  public Optional<String> text(String name) {
    List<String> given = values.get(name);
    return given == null ? Optional.empty() : Optional.of(given.getFirst());
  }

  /** A text that is there and not empty. */
  public Optional<String> filled(String name) {
    return text(name).filter(it -> !it.isBlank()).map(String::strip);
  }

  /** A text that must be there and not empty. */
  public String required(String name, int code) {
    return filled(name).orElseThrow(() -> RestFailure.invalid(code, name + " is required"));
  }

  /** All texts of a name, which may be repeated or separated by spaces. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(it -> List.of(it.strip().split("[ ,]+")).stream())
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /** A name that somebody gives. */
  public Optional<String> friendlyName() {
    Optional<String> name = text("FriendlyName");
    if (name.filter(it -> it.length() > LONGEST_NAME).isPresent()) {
      throw RestFailure.invalid(20422, "FriendlyName must have at most 64 characters");
    }
    return name;
  }

  /** Hands on an absolute HTTP address, or the empty text that takes one away. */
  public void address(String name, int code, Consumer<String> use) {
    text(name).ifPresent(it -> use.accept(it.isBlank() ? "" : address(name, code, it.strip())));
  }

  /** An absolute HTTP address. */
  public Optional<String> address(String name, int code) {
    return filled(name).map(it -> address(name, code, it));
  }

  /** Path and query may hold places such as {To}, filled in when the address is asked (P1.8). */
  private static String withoutPlaceholders(String text) {
    int path = text.indexOf('/', text.indexOf("//") + 2);
    return path < 0
        ? text
        : text.substring(0, path) + PLACEHOLDER.matcher(text.substring(path)).replaceAll("x");
  }

  private static String address(String name, int code, String text) {
    try {
      URI uri = new URI(withoutPlaceholders(text));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (text.length() <= LONGEST_ADDRESS
          && (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException wrong) {
      throw RestFailure.invalid(code, name + " is not a valid URL: " + wrong.getReason());
    }
    throw RestFailure.invalid(code, name + " must be an absolute http or https URL");
  }

  /** Hands on GET or POST. */
  public void method(String name, Consumer<String> use) {
    filled(name).ifPresent(it -> use.accept(method(name, it)));
  }

  /** GET or POST, POST if nothing is said. */
  public String method(String name) {
    return filled(name).map(it -> method(name, it)).orElse("POST");
  }

  private static String method(String name, String text) {
    String method = text.toUpperCase(Locale.ROOT);
    if (method.equals("GET") || method.equals("POST")) {
      return method;
    }
    throw RestFailure.invalid(20422, name + " must be GET or POST");
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return filled(name)
        .map(it ->
            switch (it.toLowerCase(Locale.ROOT)) {
              case "true", "1" -> true;
              case "false", "0" -> false;
              default -> throw RestFailure.invalid(20422, name + " must be true or false");
            });
  }

  /** A whole number within limits. */
  public Optional<Integer> number(String name, int least, int most) {
    return filled(name)
        .map(it -> {
          try {
            int number = Integer.parseInt(it);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException wrong) {
            throw RestFailure.invalid(20422, name + " must be a whole number");
          }
          throw RestFailure.invalid(20422, name + " must be from " + least + " to " + most);
        });
  }

  /** The SID of another thing, or the empty text that takes it away. */
  public Optional<Optional<Sid>> sid(String name, String kind, int code) {
    return text(name)
        .map(it -> {
          if (it.isBlank()) {
            return Optional.empty();
          }
          if (!Sid.isOne(kind, it)) {
            throw RestFailure.invalid(code, name + " must be a SID that begins with " + kind);
          }
          return Optional.of(new Sid(it));
        });
  }
}
