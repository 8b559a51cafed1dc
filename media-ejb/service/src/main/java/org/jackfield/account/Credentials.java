package org.jackfield.account;

import java.util.Optional;
import org.jackfield.call.Sid;

/** What is needed of an account to let somebody in, or of a key. Not to be printed. */
record Credentials(
    Sid account,
    Optional<Sid> parent,
    Account.Status status,
    Optional<String> token,
    Optional<String> secondaryToken,
    Optional<String> secretHash) {

  boolean accept(String password) {
    // All are compared, so that the time says nothing
    boolean first = token.filter(right -> Secrets.same(right, password)).isPresent();
    boolean second = secondaryToken.filter(right -> Secrets.same(right, password)).isPresent();
    boolean key =
        secretHash.filter(right -> Secrets.same(right, Secrets.hash(password))).isPresent();
    return first || second || key;
  }

  @Override
  public String toString() {
    return "Credentials[" + account + "]";
  }
}
