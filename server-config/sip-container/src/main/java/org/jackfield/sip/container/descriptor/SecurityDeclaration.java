package org.jackfield.sip.container.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an application asks of the senders of requests. */
public record SecurityDeclaration(
    List<SecurityConstraint> constraints, Optional<LoginConfig> loginConfig, Set<String> roles) {
  public static final SecurityDeclaration OPEN =
      new SecurityDeclaration(List.of(), Optional.empty(), Set.of());

  public SecurityDeclaration {
    constraints = List.copyOf(constraints);
    roles = Set.copyOf(roles);
  }
}
