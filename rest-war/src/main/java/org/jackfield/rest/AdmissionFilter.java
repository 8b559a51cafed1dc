package org.jackfield.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.account.Account.Status;
import org.jackfield.account.Doorkeeper;
import org.jackfield.account.Doorkeeper.Visitor;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** Lets in who has the right name and password (RFC 7617) for the account of the address. */
@Provider
@PreMatching
@Priority(200)
@ApplicationScoped
public class AdmissionFilter implements ContainerRequestFilter {

  private static final Pattern ACCOUNT = Pattern.compile("/?Accounts/([^/]+)(/.*)?");
  private static final String BASIC = "basic ";

  @Inject Visit visit;
  @Inject Doorkeeper doorkeeper;
  @Inject RequestLimit limit;

  @Override
  public void filter(ContainerRequestContext request) {
    Visitor visitor =
        credentials(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .flatMap(pair -> doorkeeper.recognise(pair.user, pair.password))
            .orElseThrow(RestFailure::unknownVisitor);
    if (!limit.allows(visitor.account())) {
      throw new RestFailure(429, 20429, "Too many requests");
    }
    if (!visitor.active()) {
      throw new RestFailure(403, 20005, "The account is not active");
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

  private static Optional<Pair> credentials(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Pair(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private record Pair(String user, String password) {}
}
