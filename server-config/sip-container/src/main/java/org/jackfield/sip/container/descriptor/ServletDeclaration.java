package org.jackfield.sip.container.descriptor;

import java.util.Map;
import java.util.Optional;

/**
 * A SIP servlet of an application.
 *
 * @param name what mappings and {@code getServletConfig().getServletName()} call it
 * @param className its class in the binary form, {@code org.example.Outer$Inner}
 * @param loadOnStartup 0 and above: created at deployment in this order; {@link #NOT_ON_STARTUP}
 *     for when first needed
 * @param runAs role under which it calls other components
 * @param roleLinks roles of the application by the names that this servlet has for them in {@code
 *     isUserInRole}
 */
public record ServletDeclaration(
    String name,
    String className,
    Optional<String> displayName,
    Optional<String> description,
    int loadOnStartup,
    Map<String, String> initParams,
    Optional<String> runAs,
    Map<String, String> roleLinks) {
  public static final int NOT_ON_STARTUP = -1;

  public ServletDeclaration {
    if (name.isBlank() || className.isBlank()) {
      throw new IllegalArgumentException("A SIP servlet has a name and a class");
    }
    loadOnStartup = Math.max(NOT_ON_STARTUP, loadOnStartup);
    initParams = Map.copyOf(initParams);
    roleLinks = Map.copyOf(roleLinks);
  }
}
