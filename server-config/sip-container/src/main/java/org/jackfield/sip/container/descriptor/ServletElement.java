package org.jackfield.sip.container.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code <servlet>}. */
final class ServletElement {
  private final XmlCursor xml;
  private Optional<String> name = Optional.empty();
  private Optional<String> className = Optional.empty();
  private Optional<String> displayName = Optional.empty();
  private Optional<String> description = Optional.empty();
  private Optional<String> runAs = Optional.empty();
  private int loadOnStartup = ServletDeclaration.NOT_ON_STARTUP;
  private final Map<String, String> initParams = new LinkedHashMap<>();
  private final Map<String, String> roleLinks = new LinkedHashMap<>();

  /** Reads a name and a value into the map. */
  @FunctionalInterface
  interface ParameterReader {
    void read(Map<String, String> into) throws SipDescriptorException;
  }

  private ServletElement(XmlCursor xml) {
    this.xml = xml;
  }

  static ServletElement read(XmlCursor xml, ParameterReader parameter)
      throws SipDescriptorException {
    ServletElement servlet = new ServletElement(xml);
    xml.children(element -> servlet.child(element, parameter));
    return servlet;
  }

  Optional<String> name() {
    return name;
  }

  Optional<String> className() {
    return className;
  }

  /** Only after name and class have been seen to be there. */
  ServletDeclaration declaration() {
    return new ServletDeclaration(
        name.orElseThrow(),
        className.orElseThrow(),
        displayName,
        description,
        loadOnStartup,
        initParams,
        runAs,
        roleLinks);
  }

  private void child(String element, ParameterReader parameter) throws SipDescriptorException {
    switch (element) {
      case "servlet-name" -> name = once(element, name);
      case "servlet-class" -> className = once(element, className);
      case "display-name" -> displayName = first(displayName);
      case "description" -> description = first(description);
      case "load-on-startup" -> loadOnStartup = loadOnStartup();
      case "init-param" -> parameter.read(initParams);
      case "run-as" -> runAs();
      case "security-role-ref" -> roleLink();
      case "icon", "async-supported", "enabled" -> xml.skip();
      default ->
          throw xml.unexpected(
              element,
              "servlet",
              "servlet-name, servlet-class, display-name, description, init-param,"
                  + " load-on-startup, run-as and security-role-ref");
    }
  }

  private Optional<String> once(String element, Optional<String> earlier)
      throws SipDescriptorException {
    if (earlier.isPresent()) {
      throw xml.error("<" + element + "> may be there only once in a <servlet>");
    }
    return Optional.of(xml.requiredText());
  }

  private Optional<String> first(Optional<String> earlier) throws SipDescriptorException {
    String text = xml.text();
    return earlier.or(() -> Optional.of(text).filter(some -> !some.isEmpty()));
  }

  // The schema allows it to be empty: at startup, in any order.
  private int loadOnStartup() throws SipDescriptorException {
    String text = xml.text();
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw xml.error("<load-on-startup> takes a whole number, not '" + text + "'");
    }
  }

  private void roleLink() throws SipDescriptorException {
    int line = xml.line();
    List<String> names = new ArrayList<>();
    List<String> links = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "role-name" -> names.add(xml.requiredText());
        case "role-link" -> links.add(xml.requiredText());
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, "security-role-ref", "role-name and role-link");
      }
    });
    if (names.size() != 1 || links.size() > 1) {
      throw xml.error(
          line, "<security-role-ref> takes one <role-name> and at most one <role-link>");
    }
    links.forEach(link -> roleLinks.put(names.getFirst(), link));
  }

  private void runAs() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "role-name" -> runAs = Optional.of(xml.requiredText());
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, "run-as", "role-name");
      }
    });
  }
}
