package org.jackfield.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.account.Account.Status;
import org.jackfield.account.Doorkeeper;
import org.jackfield.account.Doorkeeper.Visitor;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** Lets in whom {@link AccountMechanism} has recognised, for the account of the address. */
@Provider
@PreMatching
@Priority(200)
@ApplicationScoped
public class AdmissionFilter implements ContainerRequestFilter {

  private static final Pattern ACCOUNT = Pattern.compile("/?Accounts/([^/]+)(/.*)?");

  @Inject Visit visit;
  @Inject Doorkeeper doorkeeper;
  @Inject RequestLimit limit;

  @Context @Nullable HttpServletRequest servlet;

  @Override
  public void filter(ContainerRequestContext request) {
    AccountMechanism.failure(Objects.requireNonNull(servlet, "request"))
        .ifPresent(failure -> {
          throw failure;
        });
    Visitor visitor =
        Optional.ofNullable(request.getSecurityContext().getUserPrincipal())
            .flatMap(caller -> doorkeeper.recognised(caller.getName()))
            .orElseThrow(RestFailure::unknownVisitor);
    if (!limit.allows(visitor.account())) {
      throw RestFailure.later(429, 20429, "Too many requests");
    }
    if (!visitor.active()) {
      throw new RestFailure(403, 20005, "The account is not active");
    }
    if (request.getUriInfo().getPath().indexOf('\0') >= 0) {
      // No name has it, and PostgreSQL would not even look for one
      throw RestFailure.notFound(visit.path());
    }
    Matcher address = ACCOUNT.matcher(request.getUriInfo().getPath());
    if (!address.matches()) {
      visit.admit(visitor, visitor.account());
      return;
    }
    Sid account = account(visitor, address.group(1));
    boolean itself = address.group(2) == null || address.group(2).equals("/");
    if (!itself && doorkeeper.status(account).filter(it -> it != Status.ACTIVE).isPresent()) {
      throw new RestFailure(403, 20005, "The account " + account + " is not active");
    }
    visit.admit(visitor, account);
  }

  private Sid account(Visitor visitor, String name) {
    if (!Sid.isOne("AC", name)) {
      throw RestFailure.notFound(visit.path());
    }
    Sid account = new Sid(name);
    if (!doorkeeper.mayEnter(visitor, account)) {
      throw RestFailure.notFound(visit.path());
    }
    return account;
  }
}
