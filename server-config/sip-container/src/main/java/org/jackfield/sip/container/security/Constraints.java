package org.jackfield.sip.container.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.descriptor.SecurityConstraint;
import org.jackfield.sip.container.descriptor.SecurityConstraint.TransportGuarantee;
import org.jackfield.sip.container.descriptor.SecurityDeclaration;

/**
 * The security constraints of an application; several that cover one request are combined as in the
 * Servlet specification, section 13.8.1.
 */
public final class Constraints {
  private static final String EVERY_DECLARED_ROLE = "*";
  private static final String ANY_CALLER = "**";

  // RFC 3261 section 22.1: neither can be challenged, as neither can be sent again.
  private static final Set<String> NEVER_CHALLENGED = Set.of("ACK", "CANCEL");

  private final List<SecurityConstraint> constraints;
  private final Set<String> declaredRoles;

  public Constraints(SecurityDeclaration declaration) {
    this.constraints = declaration.constraints();
    this.declaredRoles = declaration.roles();
  }

  /** Decides what a request of this method needs to reach this servlet. */
  public Access access(String servletName, String method, Transport transport) {
    List<SecurityConstraint> covering =
        constraints.stream().filter(constraint -> constraint.covers(servletName, method)).toList();
    if (covering.isEmpty() || NEVER_CHALLENGED.contains(method)) {
      return new Access.Open();
    }
    boolean anyTransport =
        covering.stream()
            .anyMatch(constraint -> constraint.transportGuarantee() == TransportGuarantee.NONE);
    if (!anyTransport && !transport.isSecure()) {
      return new Access.OnlySecure();
    }
    return caller(covering);
  }

  private Access caller(List<SecurityConstraint> covering) {
    Set<String> allowed = new TreeSet<>();
    Set<SenderRule> rules = new TreeSet<>();
    for (SecurityConstraint constraint : covering) {
      Optional<Set<String>> roles = constraint.roles();
      rules.add(roles.isEmpty() ? SenderRule.ANYBODY : ruleOf(roles.get()));
      roles.ifPresent(allowed::addAll);
    }
    // Nobody wins over anybody, and anybody over roles.
    return switch (rules.iterator().next()) {
      case NOBODY -> new Access.Nobody();
      case ANYBODY -> new Access.Open();
      case ROLES -> inRole(allowed, challenger(covering));
    };
  }

  private enum SenderRule {
    NOBODY,
    ANYBODY,
    ROLES
  }

  private static SenderRule ruleOf(Set<String> roles) {
    return roles.isEmpty() ? SenderRule.NOBODY : SenderRule.ROLES;
  }

  private Access inRole(Set<String> allowed, Challenger challenger) {
    if (allowed.contains(ANY_CALLER)) {
      return new Access.AnyCaller(challenger);
    }
    if (allowed.remove(EVERY_DECLARED_ROLE)) {
      allowed.addAll(declaredRoles);
    }
    return new Access.InRole(allowed, challenger);
  }

  private static Challenger challenger(List<SecurityConstraint> covering) {
    return covering.stream().anyMatch(SecurityConstraint::proxyAuthentication)
        ? Challenger.PROXY
        : Challenger.USER_AGENT;
  }
}
