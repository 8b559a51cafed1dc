package org.jackfield.sip.container.security;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.spec.AlgorithmParameterSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.ServerAuthenticationContext;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.interfaces.ClearPassword;
import org.wildfly.security.password.interfaces.DigestPassword;
import org.wildfly.security.password.spec.DigestPasswordAlgorithmSpec;

/**
 * Users of an Elytron security domain whose passwords are kept as a digest for the realm, or clear.
 * Entered by many threads.
 */
public final class ElytronPasswords implements Passwords {
  private static final Logger LOG = System.getLogger(ElytronPasswords.class.getName());

  private final SecurityDomain domain;
  private final Set<DigestAlgorithm> warned = EnumSet.noneOf(DigestAlgorithm.class);

  public ElytronPasswords(SecurityDomain domain) {
    this.domain = domain;
  }

  @Override
  public boolean support(DigestAlgorithm algorithm) {
    return mayHave(stored(algorithm)) || mayHave(ClearPassword.ALGORITHM_CLEAR);
  }

  private boolean mayHave(String stored) {
    return domain.getCredentialAcquireSupport(PasswordCredential.class, stored).mayBeSupported();
  }

  @Override
  public Found find(String user, String realm, DigestAlgorithm algorithm) {
    ServerAuthenticationContext context = domain.createNewAuthenticationContext();
    try {
      context.setAuthenticationName(user);
      Optional<byte[]> secret =
          context.exists()
              ? secret(context::getCredential, user, realm, algorithm)
              : Optional.empty();
      if (secret.isEmpty()) {
        context.fail();
        return new Unknown();
      }
      return new ElytronAccount(context, secret.get());
    } catch (RealmUnavailableException e) {
      context.close();
      LOG.log(Level.WARNING, "Users cannot be looked up: " + e.getMessage());
      return new Unavailable();
    } catch (IllegalArgumentException e) {
      // The domain's rules do not allow such a name.
      context.close();
      return new Unknown();
    }
  }

  @Override
  public void rehearse(String user, String realm, DigestAlgorithm algorithm) {
    try {
      // Not an authentication: the audit log must not hear of a user who did nothing.
      RealmIdentity identity = domain.getIdentity(user);
      try {
        Optional<byte[]> unused =
            identity.exists()
                ? secret(identity::getCredential, user, realm, algorithm)
                : Optional.empty();
      } finally {
        identity.dispose();
      }
    } catch (RealmUnavailableException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "A look-up for nobody failed", e);
    }
  }

  private Optional<byte[]> secret(
      Source source, String user, String realm, DigestAlgorithm algorithm)
      throws RealmUnavailableException {
    @Nullable PasswordCredential digest =
        source.get(
            PasswordCredential.class,
            stored(algorithm),
            new DigestPasswordAlgorithmSpec(user, realm));
    if (digest != null && digest.getPassword() instanceof DigestPassword password) {
      return Optional.of(password.getDigest());
    }
    @Nullable PasswordCredential clear =
        source.get(PasswordCredential.class, ClearPassword.ALGORITHM_CLEAR, null);
    if (clear != null && clear.getPassword() instanceof ClearPassword password) {
      return Optional.of(algorithm.secret(user, realm, new String(password.getPassword())));
    }
    warnOnce(realm, algorithm);
    return Optional.empty();
  }

  /** What a realm's identity and an authentication have in common. */
  @FunctionalInterface
  private interface Source {
    @Nullable PasswordCredential get(
        Class<PasswordCredential> type, String algorithm, @Nullable AlgorithmParameterSpec of)
        throws RealmUnavailableException;
  }

  private void warnOnce(String realm, DigestAlgorithm algorithm) {
    synchronized (warned) {
      if (!warned.add(algorithm)) {
        return;
      }
    }
    LOG.log(
        Level.WARNING,
        "The security domain has users that cannot log in over SIP by {0}: store their password"
            + " clear or as {1} for the realm \"{2}\", or do not offer {0}",
        algorithm.token(),
        stored(algorithm),
        realm);
  }

  private static String stored(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5, MD5_SESS -> DigestPassword.ALGORITHM_DIGEST_MD5;
      case SHA_256, SHA_256_SESS -> DigestPassword.ALGORITHM_DIGEST_SHA_256;
      case SHA_512_256, SHA_512_256_SESS -> DigestPassword.ALGORITHM_DIGEST_SHA_512_256;
    };
  }

  /** A user whose authentication has begun, so that Elytron's audit log hears how it ends. */
  private record ElytronAccount(ServerAuthenticationContext context, byte[] secret)
      implements Account {
    @Override
    public Optional<Caller> admit() {
      try (context) {
        if (!context.authorize()) {
          context.fail();
          return Optional.empty();
        }
        context.succeed();
        return Optional.of(new Caller(context.getAuthorizedIdentity()));
      } catch (RealmUnavailableException e) {
        LOG.log(Level.WARNING, "A user cannot be authorized: " + e.getMessage());
        return Optional.empty();
      }
    }

    @Override
    public void refuse() {
      context.fail();
    }
  }
}
