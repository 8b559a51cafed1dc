package org.jackfield.system.sip.application;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import org.jspecify.annotations.Nullable;

/** A bean that knows who calls it. */
@Stateless
@DeclareRoles({"phone", "operator", "clerk"})
public class Register {
  @Resource private @Nullable SessionContext context;

  @PermitAll
  public String caller() {
    if (context == null) {
      throw new IllegalStateException("Not injected");
    }
    return "%s phone=%s operator=%s clerk=%s"
        .formatted(
            context.getCallerPrincipal().getName(),
            context.isCallerInRole("phone"),
            context.isCallerInRole("operator"),
            context.isCallerInRole("clerk"));
  }
}
