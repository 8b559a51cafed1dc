package org.jackfield.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Finds out who asks, by name and password (RFC 7617), each time anew. It turns nobody away: there
 * are addresses for everybody, and a refusal has the form of the API, which {@link AdmissionFilter}
 * knows.
 */
@ApplicationScoped
public class AccountMechanism implements HttpAuthenticationMechanism {

  private static final String FAILURE = AccountMechanism.class.getName() + ".failure";

  private final IdentityStoreHandler stores;

  /** For CDI. */
  @Inject
  public AccountMechanism(IdentityStoreHandler stores) {
    this.stores = stores;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return BasicCredentials.of(request.getHeader("Authorization"))
        .map(said -> validated(request, said))
        .filter(found -> found.getStatus() == CredentialValidationResult.Status.VALID)
        .map(context::notifyContainerAboutLogin)
        .orElseGet(context::doNothing);
  }

  private CredentialValidationResult validated(HttpServletRequest request, BasicCredentials said) {
    try {
      return stores.validate(new UsernamePasswordCredential(said.user(), said.password()));
    } catch (RuntimeException away) {
      // Before any resource nobody shows a failure as the API does
      request.setAttribute(FAILURE, away);
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  /** What kept this from finding out who asks, if anything did. */
  static Optional<RuntimeException> failure(HttpServletRequest request) {
    return Optional.ofNullable((RuntimeException) request.getAttribute(FAILURE));
  }
}
