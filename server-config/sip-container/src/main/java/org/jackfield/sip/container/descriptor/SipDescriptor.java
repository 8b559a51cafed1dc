package org.jackfield.sip.container.descriptor;

import jakarta.servlet.sip.SipServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP application as it declares itself.
 *
 * @param appName unique in the server; the deployment gives a name where there is none
 * @param listeners class names, in the binary form; a class may be a servlet as well, and is then
 *     one instance
 * @param mappings asked in this order; empty where there is a main servlet
 * @param mainServlet gets every initial request
 * @param sessionTimeout minutes of a new application session; 0 and below for no end
 * @param proxyTimeout seconds for which a proxy branch waits
 */
public record SipDescriptor(
    Optional<String> appName,
    Optional<String> displayName,
    Optional<String> description,
    boolean distributable,
    Map<String, String> contextParams,
    List<ServletDeclaration> servlets,
    List<String> listeners,
    List<ServletMapping> mappings,
    Optional<String> mainServlet,
    OptionalInt sessionTimeout,
    OptionalInt proxyTimeout,
    SecurityDeclaration security,
    Optional<ApplicationKeyMethod> applicationKey) {

  /** Of a deployment that has nothing to do with SIP. */
  public static final SipDescriptor NONE = new Draft().toDescriptor();

  public SipDescriptor {
    contextParams = Map.copyOf(contextParams);
    servlets = List.copyOf(servlets);
    listeners = List.copyOf(listeners);
    mappings = List.copyOf(mappings);
  }

  public Optional<ServletDeclaration> servlet(String name) {
    return servlets.stream().filter(servlet -> servlet.name().equals(name)).findFirst();
  }

  /** The servlet that is also this listener: JSR 289 asks for one instance of such a class. */
  public Optional<ServletDeclaration> servletOfClass(String className) {
    return servlets.stream().filter(servlet -> servlet.className().equals(className)).findFirst();
  }

  /** The name of the servlet that an initial request goes to. */
  public Optional<String> servletFor(SipServletRequest initial) {
    for (ServletMapping mapping : mappings) {
      if (mapping.condition().matches(initial)) {
        return Optional.of(mapping.servletName());
      }
    }
    return mainServlet;
  }
}
