package org.jackfield.instruction.twiml;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Noun;
import org.jackfield.instruction.SipTarget;

/** Reads whom Dial calls. */
final class NounReader {

  private static final int INVALID_SIP_ADDRESS = 13243;
  private static final int MAX_ADDRESS = 255;
  private static final int MAX_HEADERS = 1_024;
  private static final List<String> EVENTS =
      List.of("initiated", "ringing", "answered", "completed");
  private static final String[] OF_MACHINE_DETECTION = {
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
        new Attributes(element, margin)
            .missing("machineDetection", "")
            .ignore(OF_MACHINE_DETECTION)
            .ignore("byoc", "phoneNumber");
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
    Attributes attributes = new Attributes(element, margin).missing("clientNotificationUrl", "");
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
    Attributes attributes =
        new Attributes(element, margin)
            .missing("machineDetection", "")
            .ignore(OF_MACHINE_DETECTION);
    Element uri = uri(element);
    String user = uri.attributes().getOrDefault("username", attributes.text("username", ""));
    String password = uri.attributes().getOrDefault("password", attributes.text("password", ""));
    Optional<Action> screening = attributes.action("url", "method", 13241);
    Optional<Callback> status = attributes.callback("statusCallback", "completed", EVENTS);
    attributes.finish();
    String whole = uri.text() + nestedHeaders(element, uri.text().indexOf('?') < 0);
    SipTarget target = SipTarget.read(whole);
    String address = target.address();
    String scheme = address.toLowerCase(Locale.ROOT);
    if (!(scheme.startsWith("sip:") || scheme.startsWith("sips:"))
        || address.length() >= MAX_ADDRESS
        || !address.substring(address.indexOf(':') + 1).matches("[^\\s<>\"@]+(@[^\\s<>\"@]+)?")) {
      margin.warn(element, INVALID_SIP_ADDRESS, "<Sip> needs a SIP address, not '" + address + "'");
      return Optional.empty();
    }
    List<Map.Entry<String, String>> headers = headers(element, whole, target);
    return Optional.of(new Noun.Sip(address, user, password, headers, screening, status));
  }

  /** The first of its addresses by priority; a Sip without any is one itself. */
  private Element uri(Element sip) {
    List<Element> all =
        sip.elements().stream().filter(child -> child.name().equals("Uri")).toList();
    for (Element child : sip.elements()) {
      if (!child.name().equals("Uri") && !child.name().equals("Headers")) {
        margin.warn(child, Margin.SCHEMA, child + " has no effect within <Sip>");
      }
    }
    if (all.size() > 1) {
      margin.warn(sip, Margin.SCHEMA, "<Sip> calls the first of its addresses alone");
    }
    return all.stream().min(Comparator.comparingInt(NounReader::priority)).orElse(sip);
  }

  private static int priority(Element uri) {
    String priority = uri.attributes().getOrDefault("priority", "");
    return priority.matches("[0-9]{1,5}") ? Integer.parseInt(priority) : Integer.MAX_VALUE;
  }

  /** Headers in elements of their own, as they would be written behind the address. */
  private static String nestedHeaders(Element sip, boolean first) {
    StringBuilder headers = new StringBuilder();
    for (Element group : sip.elements()) {
      for (Element header :
          group.name().equals("Headers") ? group.elements() : List.<Element>of()) {
        headers
            .append(first && headers.isEmpty() ? '?' : '&')
            .append(encoded(header, "name"))
            .append('=')
            .append(encoded(header, "value"));
      }
    }
    return headers.toString();
  }

  private static String encoded(Element header, String attribute) {
    return URLEncoder.encode(
        header.attributes().getOrDefault(attribute, ""), StandardCharsets.UTF_8);
  }

  private List<Map.Entry<String, String>> headers(Element element, String whole, SipTarget target) {
    if (whole.length() - target.address().length() > MAX_HEADERS) {
      margin.warn(element, 13253, "The headers of <Sip> take " + MAX_HEADERS + " characters");
      return List.of();
    }
    for (String refused : target.refused()) {
      margin.warn(element, 13252, "<Sip> cannot send the header '" + refused + "'");
    }
    return target.headers();
  }
}
