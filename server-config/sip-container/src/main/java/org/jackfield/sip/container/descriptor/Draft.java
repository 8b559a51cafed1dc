package org.jackfield.sip.container.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A descriptor while it is being read: from one source, then with another below it. */
final class Draft {
  Optional<String> appName = Optional.empty();
  Optional<String> displayName = Optional.empty();
  Optional<String> description = Optional.empty();
  boolean distributable;

  /** Whether annotations are not to be looked at. */
  boolean complete;

  final Map<String, String> contextParams = new LinkedHashMap<>();
  final Map<String, ServletDeclaration> servlets = new LinkedHashMap<>();
  final Set<String> listeners = new LinkedHashSet<>();
  final List<ServletMapping> mappings = new ArrayList<>();
  Optional<String> mainServlet = Optional.empty();
  OptionalInt sessionTimeout = OptionalInt.empty();
  OptionalInt proxyTimeout = OptionalInt.empty();
  final List<SecurityConstraint> constraints = new ArrayList<>();
  Optional<LoginConfig> loginConfig = Optional.empty();
  final Set<String> roles = new LinkedHashSet<>();
  Optional<ApplicationKeyMethod> applicationKey = Optional.empty();

  /** Places that name a servlet, which may turn out to be declared elsewhere. */
  final List<Reference> references = new ArrayList<>();

  /**
   * A place that names a servlet.
   *
   * @param where for messages: file, line and element
   */
  record Reference(String servletName, String where) {}

  /** Takes from the annotations what this descriptor, the {@code sip.xml}, leaves open. */
  void addAnnotated(Draft annotated) throws SipDescriptorException {
    if (complete) {
      return;
    }
    if (appName.isPresent()
        && annotated.appName.isPresent()
        && !appName.equals(annotated.appName)) {
      throw new SipDescriptorException(
          "sip.xml calls the application '%s' and an annotation calls it '%s': they must agree"
              .formatted(appName.get(), annotated.appName.get()));
    }
    appName = appName.or(() -> annotated.appName);
    displayName = displayName.or(() -> annotated.displayName);
    description = description.or(() -> annotated.description);
    distributable |= annotated.distributable;
    annotated.servlets.values().forEach(this::addAnnotated);
    listeners.addAll(annotated.listeners);
    if (mappings.isEmpty() && mainServlet.isEmpty()) {
      mainServlet = annotated.mainServlet;
      references.addAll(annotated.references);
    }
    sessionTimeout = sessionTimeout.isPresent() ? sessionTimeout : annotated.sessionTimeout;
    proxyTimeout = proxyTimeout.isPresent() ? proxyTimeout : annotated.proxyTimeout;
    applicationKey = applicationKey.or(() -> annotated.applicationKey);
  }

  // A class declared in sip.xml under another name is that servlet, not a second one.
  private void addAnnotated(ServletDeclaration annotated) {
    boolean declared =
        servlets.values().stream()
            .anyMatch(servlet -> servlet.className().equals(annotated.className()));
    if (!declared) {
      servlets.putIfAbsent(annotated.name(), annotated);
    }
  }

  /** Checks that every servlet named is declared, and finds the main servlet. */
  SipDescriptor settle() throws SipDescriptorException {
    for (Reference reference : references) {
      if (!servlets.containsKey(reference.servletName())) {
        throw new SipDescriptorException(
            "%s names the servlet '%s', which is not declared; declared: %s"
                .formatted(reference.where(), reference.servletName(), names()));
      }
    }
    if (mappings.isEmpty() && mainServlet.isEmpty() && !servlets.isEmpty()) {
      if (servlets.size() > 1) {
        throw new SipDescriptorException(
            "Of the servlets %s none is the main servlet and none is mapped: name one in"
                    .formatted(names())
                + " <main-servlet> or @SipApplication(mainServlet), or map them by"
                + " <servlet-mapping>");
      }
      mainServlet = Optional.of(servlets.keySet().iterator().next());
    }
    return toDescriptor();
  }

  SipDescriptor toDescriptor() {
    return new SipDescriptor(
        appName,
        displayName,
        description,
        distributable,
        contextParams,
        List.copyOf(servlets.values()),
        List.copyOf(listeners),
        mappings,
        mainServlet,
        sessionTimeout,
        proxyTimeout,
        new SecurityDeclaration(constraints, loginConfig, roles),
        applicationKey);
  }

  private String names() {
    return servlets.isEmpty() ? "none" : String.join(", ", servlets.keySet());
  }
}
