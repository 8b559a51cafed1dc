package org.jackfield.sip.container.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may send which requests to which servlets.
 *
 * @param proxyAuthentication challenge by 407 instead of 401
 * @param roles empty: anybody, unauthenticated; an empty set: nobody; {@code *} stands for every
 *     role of the application
 */
public record SecurityConstraint(
    Optional<String> displayName,
    List<ResourceCollection> resources,
    boolean proxyAuthentication,
    Optional<Set<String>> roles,
    TransportGuarantee transportGuarantee) {

  public SecurityConstraint {
    resources = List.copyOf(resources);
    roles = roles.map(Set::copyOf);
  }

  /** Whether any of the resources covers a request of this method to this servlet. */
  public boolean covers(String servletName, String method) {
    return resources.stream().anyMatch(resource -> resource.covers(servletName, method));
  }

  /**
   * Servlets and SIP methods.
   *
   * @param methods none stands for every method
   */
  public record ResourceCollection(String name, Set<String> servletNames, Set<String> methods) {
    public ResourceCollection {
      servletNames = Set.copyOf(servletNames);
      methods = Set.copyOf(methods);
    }

    boolean covers(String servletName, String method) {
      return servletNames.contains(servletName) && (methods.isEmpty() || methods.contains(method));
    }
  }

  /** How a request must have travelled. */
  public enum TransportGuarantee {
    NONE,
    /** Cannot be altered on the way: TLS or secure WebSocket. */
    INTEGRAL,
    /** Cannot be read on the way: TLS or secure WebSocket. */
    CONFIDENTIAL
  }
}
