package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.call.CallerIdChecks;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;

/** Checks of numbers, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class StoredCallerIdChecks implements CallerIdChecks {

  private static final int MOST_TRIES = 3;
  private static final int CODES = 1_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject EntityManager database;
  @Inject Belongings belongings;
  @Inject Settings settings;

  /**
   * A check that has begun.
   *
   * @param code six digits, for the account alone
   */
  public record Begun(Sid sid, String code) {
    @Override
    public String toString() {
      return "Begun[" + sid + "]";
    }
  }

  /** Begins one: its call is to follow, under this name. */
  public Begun begin(
      Sid account, Sid call, String number, String friendlyName, Optional<Target> told) {
    Sid sid = Sid.random("VR");
    String code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(CODES));
    CallerIdCheck check =
        new CallerIdCheck(
            sid,
            account,
            call,
            number,
            friendlyName,
            settings.secrets().encrypt(sid.value(), code));
    told.ifPresent(check::tells);
    database.persist(check);
    database.flush();
    return new Begun(sid, code);
  }

  @Override
  public Entry enter(Sid accountSid, Sid callSid, Sid checkSid, String keys) {
    Optional<CallerIdCheck> found = find(accountSid, callSid, checkSid);
    if (found.isEmpty() || found.get().tries >= MOST_TRIES) {
      return Entry.REFUSED;
    }
    CallerIdCheck check = found.get();
    check.tried();
    check.touch();
    String code = settings.secrets().decrypt(check.sid, check.sealedCode);
    if (!MessageDigest.isEqual(bytes(code), bytes(keys))) {
      return check.tries < MOST_TRIES ? Entry.WRONG : Entry.REFUSED;
    }
    check.shows(callerId(check));
    return Entry.RIGHT;
  }

  /** The number of the account, which may have shown it before. */
  private CallerId callerId(CallerIdCheck check) {
    return belongings
        .list(
            CallerId.class,
            check.accountSid(),
            List.of(Condition.is("number", check.number)),
            Range.first(1))
        .items()
        .stream()
        .findFirst()
        .orElseGet(() ->
            belongings.add(new CallerId(check.accountSid(), check.number, check.friendlyName())));
  }

  @Override
  public Optional<Verdict> verdict(Sid accountSid, Sid callSid, Sid checkSid) {
    return find(accountSid, callSid, checkSid)
        .map(check -> new Verdict(check.told(), check.callerId()));
  }

  private Optional<CallerIdCheck> find(Sid account, Sid call, Sid check) {
    return belongings
        .find(CallerIdCheck.class, account, check.value())
        .filter(it -> it.callSid.equals(call.value()));
  }

  /** Removes those that began before a moment. */
  void remove(Instant before) {
    database
        .createQuery("delete from CallerIdCheck c where c.created < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
