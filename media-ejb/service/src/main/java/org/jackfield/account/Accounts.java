package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.account.Account.Status;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** Accounts and what opens them, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class Accounts {

  @Inject EntityManager database;
  @Inject Changes changes;
  @Inject Settings settings;

  /** Opens an account of its own, or one below a parent. */
  public Account open(String friendlyName, Optional<Sid> parent) {
    Sid sid = Sid.random("AC");
    return open(sid, friendlyName, parent, Secrets.random());
  }

  Account open(Sid sid, String friendlyName, Optional<Sid> parent, String token) {
    Account account =
        new Account(
            sid, parent.orElse(sid), friendlyName, settings.secrets().encrypt(sid.value(), token));
    database.persist(account);
    database.flush();
    changes.tell(account);
    return account;
  }

  /**
   * Opens the first account of all.
   *
   * @throws RuntimeException also where another node opens it at the same time; then nothing is
   *     written
   */
  void openFirst(Sid sid, String friendlyName, String token) {
    database.createNativeQuery("insert into first_account (one) values (1)").executeUpdate();
    open(sid, friendlyName, Optional.empty(), token);
  }

  /** Whether there is any account at all. */
  public boolean isEmpty() {
    return database
        .createQuery("select a from Account a", Account.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** The account that was first. */
  Account eldest() {
    return database
        .createQuery("select a from Account a order by a.created, a.sid", Account.class)
        .setMaxResults(1)
        .getSingleResult();
  }

  /** An account, in whatever status. */
  public Optional<Account> find(Sid sid) {
    return Optional.ofNullable(database.find(Account.class, sid.value()));
  }

  /** The token that opens an account and signs the requests to its applications. */
  public String token(Account account) {
    return settings.secrets().decrypt(account.sid, account.authToken);
  }

  /** Names an account anew or gives it another status; a closed one stays closed. */
  public Optional<Account> change(Sid sid, Optional<String> friendlyName, Optional<Status> status) {
    Optional<Account> account = find(sid);
    account.ifPresent(found -> {
      friendlyName.ifPresent(found::rename);
      status.filter(to -> found.status != Status.CLOSED).ifPresent(found::status);
      found.touch();
      database.flush();
      changes.tell(found);
    });
    return account;
  }

  /** Says anew what an account may call. */
  public Optional<Account> permit(Sid sid, UnaryOperator<DialingPermissions> change) {
    Optional<Account> account = find(sid);
    account.ifPresent(found -> {
      found.permit(change.apply(found.permissions()));
      found.touch();
      database.flush();
      changes.tell(found);
    });
    return account;
  }

  /** Gives an account a second token beside the first, and says it: this once. */
  public Optional<String> secondToken(Sid sid) {
    String token = Secrets.random();
    return find(sid)
        .map(account -> {
          account.tokens(account.authToken, settings.secrets().encrypt(sid.value(), token));
          account.touch();
          changes.tell(account);
          return token;
        });
  }

  /** Takes the second token away again. */
  public boolean dropSecondToken(Sid sid) {
    return find(sid)
        .map(account -> {
          account.tokens(account.authToken, null);
          account.touch();
          changes.tell(account);
          return account;
        })
        .isPresent();
  }

  /** Makes the second token the first: both are accepted until the commit, the second from then. */
  public Optional<Account> promoteSecondToken(Sid sid) {
    return find(sid)
        .filter(account -> account.secondaryToken != null)
        .map(account -> {
          account.tokens(secondary(account), null);
          account.touch();
          database.flush();
          changes.tell(account);
          return account;
        });
  }

  private static String secondary(Account account) {
    return Optional.ofNullable(account.secondaryToken).orElseThrow();
  }

  Optional<Credentials> credentials(Sid user) {
    if (user.value().startsWith("AC")) {
      return find(user)
          .map(account ->
              new Credentials(
                  user,
                  account.parent(),
                  effective(account),
                  Optional.of(token(account)),
                  opened(account, account.secondaryToken),
                  Optional.empty()));
    }
    return Optional.ofNullable(database.find(ApiKey.class, user.value()))
        .flatMap(key ->
            find(key.accountSid())
                .map(account ->
                    new Credentials(
                        key.accountSid(),
                        account.parent(),
                        effective(account),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(key.secretHash))));
  }

  private Optional<String> opened(Account account, @Nullable String sealed) {
    return Optional.ofNullable(sealed).map(it -> settings.secrets().decrypt(account.sid, it));
  }

  /** What is above an account may stop it, too. */
  private Status effective(Account account) {
    Status above = account.parent().flatMap(this::find).map(Account::status).orElse(Status.ACTIVE);
    return account.status == Status.ACTIVE ? above : account.status;
  }

  Optional<Directory.Destination> called(String address) {
    int at = address.indexOf('@');
    return at < 0 ? calledNumber(address) : calledDomain(address.substring(at + 1));
  }

  private Optional<Directory.Destination> calledDomain(String name) {
    return database
        .createQuery("select d from SipDomain d where d.domainName = :name", SipDomain.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .map(domain ->
            new Directory.Destination(
                domain.accountSid(),
                Optional.empty(),
                Optional.of(domain.sid()),
                domain.voice().settings()));
  }

  private Optional<Directory.Destination> calledNumber(String address) {
    return PhoneNumber.canonical(address)
        .flatMap(this::number)
        .map(number ->
            new Directory.Destination(
                number.accountSid(),
                Optional.of(number.sid()),
                Optional.empty(),
                number
                    .voiceApplication()
                    .flatMap(sid -> application(number, sid))
                    .map(Application::voice)
                    .orElse(number.voice())
                    .settings()));
  }

  private Optional<Application> application(PhoneNumber number, Sid sid) {
    return Optional.ofNullable(database.find(Application.class, sid.value()))
        .filter(application -> application.accountSid.equals(number.accountSid));
  }

  private Optional<PhoneNumber> number(String number) {
    List<PhoneNumber> found =
        database
            .createQuery("select n from PhoneNumber n where n.number = :number", PhoneNumber.class)
            .setParameter("number", number)
            .getResultList();
    return found.stream().findFirst();
  }

  /** Whether an account may call as a number: one of its own, or one that it has shown to be. */
  public boolean mayCallAs(Sid account, String number) {
    return PhoneNumber.canonical(number)
        .filter(it ->
            number(it).filter(found -> found.accountSid().equals(account)).isPresent()
                || hasShown(account, it))
        .isPresent();
  }

  private boolean hasShown(Sid account, String number) {
    return !database
        .createQuery(
            "select c from CallerId c where c.accountSid = :account and c.number = :number",
            CallerId.class)
        .setParameter("account", account.value())
        .setParameter("number", number)
        .getResultList()
        .isEmpty();
  }
}
