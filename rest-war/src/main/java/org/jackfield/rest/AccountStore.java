package org.jackfield.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.jackfield.account.Doorkeeper;

/** The accounts and their keys as an identity store: a caller is named by the SID it came with. */
@ApplicationScoped
public class AccountStore implements IdentityStore {

  @Inject Doorkeeper doorkeeper;

  /** Found by the name of the kind of credential, as the interface wants it. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return doorkeeper
            .recognise(credential.getCaller(), credential.getPasswordAsString())
            .isPresent()
        ? new CredentialValidationResult(credential.getCaller(), Set.of())
        : CredentialValidationResult.INVALID_RESULT;
  }
}
