package org.jackfield.sip.container.security;

import java.security.Principal;
import java.util.Objects;
import java.util.Set;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.RoleMapper;
import org.wildfly.security.authz.Roles;

/** A sender who has proved who it is, as Elytron knows it. */
public record Caller(SecurityIdentity identity) {
  /** Role mappers of this category apply, else the domain's default ones. */
  private static final String CATEGORY = "sip";

  public Caller {
    Objects.requireNonNull(identity, "identity");
  }

  public Principal principal() {
    return identity.getPrincipal();
  }

  /** Whether the caller has a role, before any security-role-ref. */
  public boolean isInRole(String role) {
    return identity.getRoles(CATEGORY, true).contains(role);
  }

  boolean isInOneOf(Set<String> roles) {
    return roles.stream().anyMatch(this::isInRole);
  }

  /**
   * The same caller with one role only, in which a servlet with {@code run-as} calls others; run
   * what it calls by {@code identity.runAs(...)}.
   */
  public static SecurityIdentity runAs(SecurityIdentity identity, String role) {
    RoleMapper only = RoleMapper.constant(Roles.of(role));
    return identity
        .withDefaultRoleMapper(only)
        .withRoleMapper(CATEGORY, only)
        .withRoleMapper("ejb", only);
  }
}
