package org.jackfield.admission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what right somebody's phones are registered, as a word that is another one as soon as the
 * domain is another, or his password, or he has none any more. Any thread.
 */
public final class Standing {

  private static final String HASH = "HmacSHA256";

  private Standing() {}

  /** That of a user now; empty if he may not register, or is not there. */
  public static Optional<String> of(Users users, Domain domain, String user) {
    List<Ha1> secrets = users.secrets(domain, domain.registrants(), user);
    if (!domain.registers() || secrets.isEmpty()) {
      return Optional.empty();
    }
    String text =
        secrets.stream()
            .map(Ha1::sha256)
            .sorted()
            .collect(Collectors.joining("\n", domain.sid().value() + "\n", ""));
    return Optional.of(sealed(users.seal(), text));
  }

  /** With a key: it is kept where passwords are not, and must not tell them. */
  private static String sealed(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(key, HASH));
      mac.update("registrations\n".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(HASH + " is part of every JDK", impossible);
    }
  }
}
