package org.jackfield.sip.container.descriptor;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jackfield.sip.container.descriptor.Draft.Reference;

/** Reads {@code sip.xml}, version 1.1 and its predecessor 1.0. */
final class SipXml {
  private static final String TOP_LEVEL =
      "app-name, display-name, description, distributable, context-param, listener, servlet,"
          + " servlet-selection, proxy-config, session-config, security-constraint, login-config,"
          + " security-role and the naming entries of web.xml";

  /** Allowed any number of times by the schema's choice, but by its text only once. */
  private static final Set<String> ONCE =
      Set.of("app-name", "distributable", "session-config", "proxy-config", "login-config");

  /** Elements shared with web.xml that say nothing about SIP; the deployment looks at them. */
  private static final Set<String> NOT_SIP =
      Set.of(
          "icon",
          "env-entry",
          "ejb-ref",
          "ejb-local-ref",
          "service-ref",
          "resource-ref",
          "resource-env-ref",
          "message-destination-ref",
          "message-destination",
          "persistence-context-ref",
          "persistence-unit-ref",
          "post-construct",
          "pre-destroy",
          "data-source",
          "jms-connection-factory",
          "jms-destination",
          "mail-session",
          "connection-factory",
          "administered-object",
          "context-service",
          "managed-executor",
          "managed-scheduled-executor",
          "managed-thread-factory",
          "locale-encoding-mapping-list");

  private final XmlCursor xml;
  private final Draft draft = new Draft();
  private final Set<String> seen = new HashSet<>();

  private SipXml(XmlCursor xml) {
    this.xml = xml;
  }

  static Draft read(InputStream in, String source) throws SipDescriptorException {
    SipXml reading = new SipXml(XmlCursor.open(in, source));
    reading.application();
    return reading.draft;
  }

  private void application() throws SipDescriptorException {
    if (!xml.name().equals("sip-app")) {
      throw xml.error("the root element is <sip-app>, not <" + xml.name() + ">");
    }
    draft.complete = xml.attribute("metadata-complete", "false").equals("true");
    xml.children(element -> {
      if (ONCE.contains(element) && !seen.add(element)) {
        throw xml.error("<" + element + "> may be there only once");
      }
      topLevel(element);
    });
  }

  private void topLevel(String element) throws SipDescriptorException {
    switch (element) {
      case "app-name" -> draft.appName = Optional.of(xml.requiredText());
      case "display-name" -> draft.displayName = first(draft.displayName);
      case "description" -> draft.description = first(draft.description);
      case "distributable" -> {
        xml.skip();
        draft.distributable = true;
      }
      case "context-param" -> parameter(draft.contextParams);
      case "listener" -> listener();
      case "servlet" -> servlet();
      case "servlet-selection" -> selection();
      // 1.0 has the mappings on the top level
      case "servlet-mapping" -> mapping();
      case "proxy-config" -> proxyConfig();
      case "session-config" -> sessionConfig();
      case "security-constraint" -> new SecurityXml(xml, draft).constraint();
      case "login-config" -> draft.loginConfig = Optional.of(SecurityXml.loginConfig(xml));
      case "security-role" -> securityRole();
      default -> {
        if (!NOT_SIP.contains(element)) {
          throw xml.unexpected(element, "sip-app", TOP_LEVEL);
        }
        xml.skip();
      }
    }
  }

  // There may be one for each language; the first is the author's own.
  private Optional<String> first(Optional<String> earlier) throws SipDescriptorException {
    String text = xml.text();
    return earlier.or(() -> Optional.of(text).filter(some -> !some.isEmpty()));
  }

  private void parameter(Map<String, String> parameters) throws SipDescriptorException {
    String parent = xml.name();
    int line = xml.line();
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "param-name" -> names.add(xml.requiredText());
        case "param-value" -> values.add(xml.text());
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, parent, "param-name, param-value and description");
      }
    });
    if (names.size() != 1 || values.size() != 1) {
      throw xml.error(line, "<" + parent + "> takes one <param-name> and one <param-value>");
    }
    if (parameters.put(names.getFirst(), values.getFirst()) != null) {
      throw xml.error(line, "the parameter '" + names.getFirst() + "' is there twice");
    }
  }

  private void listener() throws SipDescriptorException {
    int line = xml.line();
    List<String> classes = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "listener-class" -> classes.add(xml.requiredText());
        case "description", "display-name", "icon" -> xml.skip();
        default -> throw xml.unexpected(element, "listener", "listener-class");
      }
    });
    if (classes.size() != 1) {
      throw xml.error(line, "<listener> takes one <listener-class>");
    }
    draft.listeners.add(classes.getFirst());
  }

  private void servlet() throws SipDescriptorException {
    int line = xml.line();
    ServletElement read = ServletElement.read(xml, this::parameter);
    if (read.name().isEmpty()) {
      throw xml.error(line, "<servlet> needs a <servlet-name>");
    }
    String name = read.name().get();
    if (read.className().isEmpty()) {
      throw xml.error(line, "<servlet> '" + name + "' needs a <servlet-class>");
    }
    if (draft.servlets.put(name, read.declaration()) != null) {
      throw xml.error(line, "<servlet> '" + name + "' is declared twice");
    }
  }

  private void selection() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "main-servlet" -> mainServlet();
        case "servlet-mapping" -> mapping();
        default ->
            throw xml.unexpected(
                element, "servlet-selection", "either main-servlet or servlet-mapping");
      }
    });
  }

  private void mainServlet() throws SipDescriptorException {
    int line = xml.line();
    String name = xml.requiredText();
    if (draft.mainServlet.isPresent()) {
      throw xml.error(line, "<main-servlet> may be there only once");
    }
    draft.mainServlet = Optional.of(name);
    refer(name, line, "main-servlet");
    checkEither(line);
  }

  private void mapping() throws SipDescriptorException {
    int line = xml.line();
    List<String> names = new ArrayList<>();
    List<Condition> conditions = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "servlet-name" -> names.add(xml.requiredText());
        case "pattern" -> conditions.add(new ConditionXml(xml).pattern());
        default -> throw xml.unexpected(element, "servlet-mapping", "servlet-name and pattern");
      }
    });
    if (names.size() != 1) {
      throw xml.error(line, "<servlet-mapping> takes one <servlet-name>");
    }
    if (conditions.size() != 1) {
      throw xml.error(line, "<servlet-mapping> of '" + names.getFirst() + "' takes one <pattern>");
    }
    draft.mappings.add(new ServletMapping(names.getFirst(), conditions.getFirst()));
    refer(names.getFirst(), line, "servlet-mapping");
    checkEither(line);
  }

  private void checkEither(int line) throws SipDescriptorException {
    if (draft.mainServlet.isPresent() && !draft.mappings.isEmpty()) {
      throw xml.error(
          line, "an application has either a <main-servlet> or <servlet-mapping>s, not both");
    }
  }

  private void refer(String servlet, int line, String element) {
    draft.references.add(new Reference(servlet, xml.place(line) + "<" + element + ">"));
  }

  private void proxyConfig() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "proxy-timeout" -> draft.proxyTimeout = OptionalInt.of(seconds());
        // The name of it in 1.0
        case "sequential-search-timeout" -> {
          int seconds = seconds();
          if (draft.proxyTimeout.isEmpty()) {
            draft.proxyTimeout = OptionalInt.of(seconds);
          }
        }
        default -> throw xml.unexpected(element, "proxy-config", "proxy-timeout");
      }
    });
  }

  private int seconds() throws SipDescriptorException {
    String element = xml.name();
    int seconds = xml.number();
    if (seconds < 1) {
      throw xml.error("<" + element + "> takes seconds above 0, not " + seconds);
    }
    return seconds;
  }

  private void sessionConfig() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "session-timeout" -> draft.sessionTimeout = OptionalInt.of(xml.number());
        // Those of HTTP sessions
        case "cookie-config", "tracking-mode" -> xml.skip();
        default -> throw xml.unexpected(element, "session-config", "session-timeout");
      }
    });
  }

  private void securityRole() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "role-name" -> draft.roles.add(xml.requiredText());
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, "security-role", "role-name");
      }
    });
  }
}
