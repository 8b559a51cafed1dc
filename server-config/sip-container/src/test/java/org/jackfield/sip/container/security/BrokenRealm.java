package org.jackfield.sip.container.security;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;

/** A realm whose database is down. */
final class BrokenRealm implements SecurityRealm {
  @Override
  public RealmIdentity getRealmIdentity(Principal principal) throws RealmUnavailableException {
    throw new RealmUnavailableException("the database is down");
  }

  @Override
  public SupportLevel getCredentialAcquireSupport(
      Class<? extends Credential> type,
      String algorithm,
      @Nullable AlgorithmParameterSpec parameters) {
    return SupportLevel.POSSIBLY_SUPPORTED;
  }

  @Override
  public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, String algorithm) {
    return SupportLevel.UNSUPPORTED;
  }
}
