package org.jackfield.instruction.twiml;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Noun;

/** Reads whom Dial calls. */
final class NounReader {

  private static final int INVALID_SIP_ADDRESS = 13243;
  private static final int MAX_ADDRESS = 255;
  private static final int MAX_HEADERS = 1_024;
  private static final List<String> EVENTS =
      List.of("initiated", "ringing", "answered", "completed");
  private static final Set<String> HEADERS_WITHOUT_X =
      Set.of("user-to-user", "remote-party-id", "p-preferred-identity", "p-called-party-id");
  private static final String[] MACHINE_DETECTION = {
    "machineDetection",
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
    "amdStatusCallback",
    "amdStatusCallbackMethod"
  };

  private final Margin margin;

  NounReader(Margin margin) {
    this.margin = margin;
  }

  Optional<Noun> bareNumber(Element dial) {
    return digits(dial)
        .map(number ->
            new Noun.Number(number, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  Optional<Noun> number(Element element) {
    Attributes attributes =
        new Attributes(element, margin).ignore("byoc", "phoneNumber").ignore(MACHINE_DETECTION);
    Optional<String> keys =
        Optional.of(attributes.keys("sendDigits", "", "0123456789ABCDwW#*", 13222))
            .filter(text -> !text.isEmpty());
    Optional<Action> screening = attributes.action("url", "method", 13221);
    Optional<Callback> status = attributes.callback("statusCallback", "completed", EVENTS);
    attributes.finish();
    return digits(element).map(number -> new Noun.Number(number, keys, screening, status));
  }

  private Optional<String> digits(Element element) {
    String number = element.text().replaceAll("[\\s().-]", "");
    if (number.matches("\\+?[0-9*#]{1,32}")) {
      return Optional.of(number);
    }
    margin.warn(element, 13223, element + " needs a telephone number, not '" + number + "'");
    return Optional.empty();
  }

  Optional<Noun> client(Element element) {
    Attributes attributes = new Attributes(element, margin).ignore("clientNotificationUrl");
    Optional<Action> screening = attributes.action("url", "method", Margin.SCHEMA);
    Optional<Callback> status = attributes.callback("statusCallback", "completed", EVENTS);
    attributes.finish();
    String name = element.text();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Element child : element.elements()) {
      switch (child.name()) {
        case "Identity" -> name = child.text();
        case "Parameter" ->
            parameters.put(
                child.attributes().getOrDefault("name", ""),
                child.attributes().getOrDefault("value", ""));
        default -> margin.warn(child, Margin.SCHEMA, child + " is not allowed within <Client>");
      }
    }
    if (!name.matches("[^\\s/]{1,256}")) {
      margin.warn(element, Margin.SCHEMA, "<Client> needs the name of a user, not '" + name + "'");
      return Optional.empty();
    }
    return Optional.of(new Noun.Client(name, parameters, screening, status));
  }

  Optional<Noun> sip(Element element) {
    Attributes attributes = new Attributes(element, margin).ignore(MACHINE_DETECTION);
    String user = attributes.text("username", "");
    String password = attributes.text("password", "");
    Optional<Action> screening = attributes.action("url", "method", 13241);
    Optional<Callback> status = attributes.callback("statusCallback", "completed", EVENTS);
    attributes.finish();
    String whole = element.text();
    int query = whole.indexOf('?');
    String address = query < 0 ? whole : whole.substring(0, query);
    String scheme = address.toLowerCase(Locale.ROOT);
    if (!(scheme.startsWith("sip:") || scheme.startsWith("sips:"))
        || address.length() >= MAX_ADDRESS
        || !address.substring(address.indexOf(':') + 1).matches("[^\\s<>\"@]+(@[^\\s<>\"@]+)?")) {
      margin.warn(element, INVALID_SIP_ADDRESS, "<Sip> needs a SIP address, not '" + address + "'");
      return Optional.empty();
    }
    List<Map.Entry<String, String>> headers =
        query < 0 ? List.of() : headers(element, whole.substring(query + 1));
    return Optional.of(new Noun.Sip(address, user, password, headers, screening, status));
  }

  private List<Map.Entry<String, String>> headers(Element element, String query) {
    if (query.length() >= MAX_HEADERS) {
      margin.warn(element, 13253, "The headers of <Sip> take " + MAX_HEADERS + " characters");
      return List.of();
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isPresent() && value.isPresent() && isAllowed(name.get(), value.get())) {
        headers.add(Map.entry(name.get(), value.get()));
      } else {
        margin.warn(element, 13252, "<Sip> cannot send the header '" + pair + "'");
      }
    }
    return headers;
  }

  private static boolean isAllowed(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.matches("[A-Za-z0-9.!%*_+`'~-]+")
        && (lower.startsWith("x-") || HEADERS_WITHOUT_X.contains(lower))
        // A line break would be the beginning of another header
        && value.chars().noneMatch(c -> c < ' ' || c == 127);
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
