package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jackfield.account.Account.Status;
import org.jackfield.call.Sid;

/** Says who somebody is and for which accounts he may act. Any thread. */
@ApplicationScoped
public class Doorkeeper {

  @Inject AccountDirectory directory;

  /** Who has that name and password: an account with its token, or one of its keys. */
  public Optional<Visitor> recognise(String user, String password) {
    return known(user).filter(found -> found.accept(password)).map(found -> visitor(user, found));
  }

  /** Who has that name and has been recognised by it already. */
  public Optional<Visitor> recognised(String user) {
    return known(user).map(found -> visitor(user, found));
  }

  private Optional<Credentials> known(String user) {
    return Sid.isOne("SK", user) || Sid.isOne("AC", user)
        ? directory.credentials(new Sid(user))
        : Optional.empty();
  }

  private static Visitor visitor(String user, Credentials found) {
    return new Visitor(found.account(), Sid.isOne("SK", user), found.status() == Status.ACTIVE);
  }

  /** Whether a visitor may act for an account: his own, or one right below it. */
  public boolean mayEnter(Visitor visitor, Sid account) {
    return visitor.account().equals(account)
        || directory
            .credentials(account)
            .flatMap(Credentials::parent)
            .filter(visitor.account()::equals)
            .isPresent();
  }

  /** The status of an account, with regard to the one above. */
  public Optional<Status> status(Sid account) {
    return directory.credentials(account).map(Credentials::status);
  }

  /**
   * Somebody who has been recognised.
   *
   * @param byKey whether he came with a key, which opens less than the token
   * @param active whether his account may act
   */
  public record Visitor(Sid account, boolean byKey, boolean active) {}
}
