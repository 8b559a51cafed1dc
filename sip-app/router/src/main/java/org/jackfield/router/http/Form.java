package org.jackfield.router.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.application.Question.Parameter;

/** Names and values as {@code application/x-www-form-urlencoded} in UTF-8. */
final class Form {

  static final String TYPE = "application/x-www-form-urlencoded; charset=utf-8";

  private Form() {}

  static String write(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
        .collect(Collectors.joining("&"));
  }

  /** The last value of a name counts; what is no pair of name and value is passed over. */
  static Map<String, String> read(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        decoded(pair.substring(sign + 1))
            .ifPresent(value -> values.put(pair.substring(0, sign), value));
      }
    }
    return values;
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
