package org.jackfield.sip.container.security;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jackfield.sip.container.security.Gatekeeper.Answer;
import org.jackfield.sip.container.security.Gatekeeper.Knock;
import org.jackfield.sip.container.security.Gatekeeper.Pass;
import org.jackfield.sip.container.security.Gatekeeper.Ruling;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.ServerAuthenticationContext;

/**
 * Senders have proved who they are when their TLS connection was opened, RFC 3261 section 26.3.1;
 * the security domain says which user the subject of the certificate is. Entered by many threads.
 */
public record CertificateAuthenticator(SecurityDomain domain) implements Authenticator {
  private static final Logger LOG = System.getLogger(CertificateAuthenticator.class.getName());

  /** There is no challenge for a certificate: who has shown none may not pass. */
  @Override
  public Ruling authenticate(Knock knock, Challenger challenger) {
    List<Certificate> chain = knock.certificates();
    return !chain.isEmpty() && chain.getFirst() instanceof X509Certificate own
        ? find(own)
        : Answer.plain(403);
  }

  private Ruling find(X509Certificate certificate) {
    try (ServerAuthenticationContext context = domain.createNewAuthenticationContext()) {
      context.setAuthenticationPrincipal(certificate.getSubjectX500Principal());
      if (!context.exists() || !context.authorize()) {
        context.fail();
        return Answer.plain(403);
      }
      context.succeed();
      return new Pass(Optional.of(new Caller(context.getAuthorizedIdentity())));
    } catch (RealmUnavailableException e) {
      LOG.log(Level.WARNING, "Users cannot be looked up: " + e.getMessage());
      return Answer.later();
    } catch (IllegalArgumentException e) {
      // the domain's rules do not allow such a name
      return Answer.plain(403);
    }
  }
}
