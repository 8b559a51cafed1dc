package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.account.StoredCallerIdChecks.Begun;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallerIdChecks;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Direction;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Remembered;
import org.jackfield.call.VoiceSettings.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What accounts and their things promise, on every database. */
abstract class AccountsContract {

  /** The call that is to show that a number is an account's own. */
  private static final Sid CHECKING = Sid.random("CA");

  private final TestDatabase test = open();

  /** An empty database. */
  abstract TestDatabase open();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void opensAnAccountWithATokenThatIsNotInTheDatabase() {
    Account account = opened(Optional.empty());
    String token = test.accounts.token(account);

    assertThat(account.authToken).doesNotContain(token);
    assertThat(doorkeeper().recognise(account.sid().value(), token)).isPresent();
    assertThat(doorkeeper().recognise(account.sid().value(), token + "0")).isEmpty();
  }

  @Test
  void opensTheFirstAccountOnceWhereTwoNodesDo() {
    Sid first = Sid.random("AC");
    Sid second = Sid.random("AC");
    opensFirst(first);

    assertThatThrownBy(() -> opensFirst(second)).isInstanceOf(RuntimeException.class);

    assertThat(test.within(() -> test.accounts.find(first))).isPresent();
    assertThat(test.within(() -> test.accounts.find(second))).isEmpty();
  }

  private void opensFirst(Sid sid) {
    test.within(() -> {
      test.accounts.openFirst(sid, "Administrator", "token");
      return sid;
    });
  }

  @Test
  void acceptsBothTokensUntilTheSecondIsPromoted() {
    Account account = opened(Optional.empty());
    String first = test.accounts.token(account);
    String second = test.within(() -> test.accounts.secondToken(account.sid())).orElseThrow();
    String name = account.sid().value();
    assertThat(doorkeeper().recognise(name, first)).isPresent();
    assertThat(doorkeeper().recognise(name, second)).isPresent();

    test.within(() -> test.accounts.promoteSecondToken(account.sid()));

    assertThat(doorkeeper().recognise(name, first)).isEmpty();
    assertThat(doorkeeper().recognise(name, second)).isPresent();
    assertThat(test.directory.account(account.sid()).map(Directory.Account::signingToken))
        .contains(second);
  }

  @Test
  void keepsWhatAnAccountMayCallOverWhatTheServerSays() {
    Account account = opened(Optional.empty());
    StoredCeilings ceilings =
        new StoredCeilings(
            Map.of(
                    "jackfield.dialing.allowed-prefixes", "+44, +1",
                    "jackfield.dialing.minutes-per-day", "600")
                ::get);
    ceilings.accounts = test.accounts;
    assertThat(ceilings.of(account.sid()).prefixes()).containsExactly("+44", "+1");

    test.within(() ->
        test.accounts.permit(
            account.sid(),
            now ->
                new DialingPermissions(
                    Optional.of(List.of()), Optional.of(3), now.perSecond(), now.minutesADay())));
    ceilings.forget(new Changes.Changed(Account.class, account.accountSid, account.sid));

    assertThat(ceilings.of(account.sid()))
        .isEqualTo(new Ceiling(List.of(), Optional.of(3), Optional.empty(), Optional.of(600)));
    test.within(() -> test.accounts.permit(account.sid(), now -> DialingPermissions.NONE));
    ceilings.forget(new Changes.Changed(Account.class, account.accountSid, account.sid));
    assertThat(ceilings.of(account.sid()).allows("+15550100")).isTrue();
  }

  @Test
  void sumsUpHowLongPlacedCallsLastedSinceAMoment() {
    Account account = opened(Optional.empty());
    List<CallRecord> calls =
        List.of(
            Samples.completed(placed(account, Direction.OUTBOUND_DIAL, "+15550100")),
            Samples.completed(placed(account, Direction.OUTBOUND_API, "sip:bob@example.com")),
            Samples.completed(placed(account, Direction.OUTBOUND_DIAL, "client:bob")),
            placed(account, Direction.OUTBOUND_DIAL, "+15550101"),
            Samples.completed(placed(account, Direction.INBOUND, "+15550102")));
    test.within(() -> {
      test.archive.write(new Batch(calls, List.of(), List.of(), List.of(), true));
      return calls;
    });
    Usage usage = new Usage();
    usage.database = test.entityManager;

    assertThat(usage.talked(account.sid(), Samples.BEGIN)).isEqualTo(Duration.ofSeconds(16));
    assertThat(usage.talked(account.sid(), Samples.BEGIN.plusSeconds(5)))
        .as("the part that was after it")
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(usage.talked(account.sid(), Samples.BEGIN.plusSeconds(10))).isZero();
    assertThat(usage.talked(Samples.ACCOUNT, Samples.BEGIN)).isZero();
  }

  private static CallRecord placed(Account account, Direction direction, String to) {
    return new CallRecord(
        new CallFacts(
            Sid.random("CA"),
            account.sid(),
            "+15550001",
            to,
            direction,
            Samples.BEGIN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of()),
        "queued",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Samples.BEGIN,
        1);
  }

  @Test
  void letsAParentActForAChildAndNobodyElse() {
    Account parent = opened(Optional.empty());
    Account child = opened(Optional.of(parent.sid()));
    Account stranger = opened(Optional.empty());
    Doorkeeper doorkeeper = doorkeeper();

    assertThat(doorkeeper.mayEnter(visitor(parent), child.sid())).isTrue();
    assertThat(doorkeeper.mayEnter(visitor(child), parent.sid())).isFalse();
    assertThat(doorkeeper.mayEnter(visitor(stranger), child.sid())).isFalse();
  }

  @Test
  void stopsWhatIsBelowASuspendedAccount() {
    Account parent = opened(Optional.empty());
    Account child = opened(Optional.of(parent.sid()));
    assertThat(test.directory.account(child.sid())).isPresent();

    test.within(() ->
        test.accounts.change(
            parent.sid(), Optional.empty(), Optional.of(Account.Status.SUSPENDED)));

    assertThat(test.directory.account(child.sid())).isEmpty();
    assertThat(test.directory.account(parent.sid())).isEmpty();
  }

  @Test
  void findsTheInstructionsOfANumberThroughItsApplication() {
    Account account = opened(Optional.empty());
    PhoneNumber number = new PhoneNumber(account.sid(), "+15550001");
    number.voice().url("http://own.example/");
    test.within(() -> test.belongings.add(number));
    assertThat(startOf("+15550001")).contains("http://own.example/");
    assertThat(startOf("15550001")).as("dialled without the plus").contains("http://own.example/");
    assertThat(test.directory.called("+15550002")).isEmpty();

    Application application = new Application(account.sid(), "menu");
    application.voice().url("http://menu.example/");
    application.voice().session(Remembered.CALL);
    test.within(() -> test.belongings.add(application));
    test.within(() ->
        test.belongings.change(
            PhoneNumber.class,
            account.sid(),
            number.sid().value(),
            it -> it.voiceApplication(Optional.of(application.sid()))));

    assertThat(startOf("+15550001")).contains("http://menu.example/");
    assertThat(test.directory.called("+15550001"))
        .map(it -> it.voice().remembered())
        .contains(Remembered.CALL);
  }

  @Test
  void givesNobodyWhatBelongsToAnother() {
    Account owner = opened(Optional.empty());
    Account other = opened(Optional.empty());
    PhoneNumber number =
        test.within(() -> test.belongings.add(new PhoneNumber(owner.sid(), "+15550001")));
    String sid = number.sid().value();

    assertThat(test.belongings.find(PhoneNumber.class, owner.sid(), sid)).isPresent();
    assertThat(test.belongings.find(PhoneNumber.class, other.sid(), sid)).isEmpty();
    assertThat(test.belongings.remove(PhoneNumber.class, other.sid(), sid)).isFalse();
    assertThat(test.belongings.change(PhoneNumber.class, other.sid(), sid, it -> {})).isEmpty();
  }

  @Test
  void findsANumberHoweverItIsWrittenAndLetsNobodyTakeItByWritingItOtherwise() {
    Account account = opened(Optional.empty());
    test.within(() -> {
      PhoneNumber number = new PhoneNumber(account.sid(), PhoneNumber.canonical("1555 0001").get());
      number.voice().url("http://voice.example/");
      return test.belongings.add(number);
    });

    assertThat(startOf("+15550001")).isEqualTo(startOf("15550001")).isPresent();
    assertThat(PhoneNumber.canonical("+1 (555) 00-01"))
        .isEqualTo(PhoneNumber.canonical("15550001"));
    assertThat(PhoneNumber.canonical("4711")).contains("4711");
    assertThat(PhoneNumber.canonical("030 1234567")).contains("0301234567");
    for (String none : List.of("", "+", "+4711", "bob", "1", "+0301234567", "1".repeat(16))) {
      assertThat(PhoneNumber.canonical(none)).as(none).isEmpty();
    }
  }

  @Test
  void letsAnAccountCallAsItsNumbersAndThoseItHasShownIfTheOperatorWantsThat() {
    Account account = opened(Optional.empty());
    Account other = opened(Optional.empty());
    test.within(() -> test.belongings.add(new PhoneNumber(account.sid(), "+15550001")));
    test.within(() -> test.belongings.add(new CallerId(account.sid(), "+15550002", "desk")));
    StoredCallerNumbers owned = new StoredCallerNumbers(true);
    owned.accounts = test.accounts;

    for (String from : List.of("+15550001", "1555-0002", "sip:bob@example.org", "client:bob")) {
      assertThat(owned.mayShow(account.sid(), from)).as(from).isTrue();
    }
    for (String from :
        List.of("+15550003", "sip:+15550003@example.org", "sip:%2B15550003@x", "client:15550003")) {
      assertThat(owned.mayShow(account.sid(), from)).as(from).isFalse();
      assertThat(new StoredCallerNumbers(false).mayShow(account.sid(), from)).isTrue();
    }
    assertThat(owned.mayShow(other.sid(), "+15550001")).isFalse();
  }

  @Test
  void findsNumbersByAPartOfThem() {
    Account account = opened(Optional.empty());
    for (String number : List.of("+15550001", "+15550012", "4711")) {
      test.within(() -> test.belongings.add(new PhoneNumber(account.sid(), number)));
    }
    assertThat(numbersLike(account, "555")).hasSize(2);
    assertThat(numbersLike(account, "+1555*0**")).hasSize(2);
    assertThat(numbersLike(account, "0*12")).containsExactly("+15550012");
    assertThat(numbersLike(account, "47_%")).containsExactly("4711");
  }

  private List<String> numbersLike(Account account, String part) {
    return test
        .belongings
        .list(
            PhoneNumber.class,
            account.sid(),
            List.of(Condition.contains("number", part)),
            Range.first(9))
        .items()
        .stream()
        .map(PhoneNumber::number)
        .toList();
  }

  @Test
  void takesANumberForOnesOwnOnceTheKeysAreRight() {
    Account account = opened(Optional.empty());
    Account other = opened(Optional.empty());
    Optional<Target> told = Optional.of(new Target("http://app.example/", "GET"));
    Begun check =
        test.within(() -> test.checks.begin(account.sid(), CHECKING, "+15550009", "desk", told));
    String wrong = check.code().equals("000000") ? "000001" : "000000";

    assertThat(entered(account, check, wrong)).isEqualTo(CallerIdChecks.Entry.WRONG);
    assertThat(entered(other, check, check.code())).isEqualTo(CallerIdChecks.Entry.REFUSED);
    for (int tries = 0; tries < 5; tries++) {
      assertThat(entered(account, Sid.random("CA"), check, check.code()))
          .as("in a call of one's own")
          .isEqualTo(CallerIdChecks.Entry.REFUSED);
    }
    assertThat(entered(account, check, check.code())).isEqualTo(CallerIdChecks.Entry.RIGHT);

    CallerIdChecks.Verdict verdict =
        test.within(() -> test.checks.verdict(account.sid(), CHECKING, check.sid())).orElseThrow();
    assertThat(verdict.told()).isEqualTo(told);
    assertThat(
            test.belongings.list(CallerId.class, account.sid(), List.of(), Range.first(5)).items())
        .extracting(it -> it.sid() + it.number())
        .containsExactly(verdict.callerId().orElseThrow() + "+15550009");
  }

  @Test
  void refusesAFourthTry() {
    Account account = opened(Optional.empty());
    Begun check =
        test.within(() ->
            test.checks.begin(account.sid(), CHECKING, "+15550009", "desk", Optional.empty()));
    for (int tries = 0; tries < 3; tries++) {
      entered(account, check, "no");
    }
    assertThat(entered(account, check, check.code())).isEqualTo(CallerIdChecks.Entry.REFUSED);
  }

  private CallerIdChecks.Entry entered(Account account, Begun check, String keys) {
    return entered(account, CHECKING, check, keys);
  }

  private CallerIdChecks.Entry entered(Account account, Sid call, Begun check, String keys) {
    return test.within(() -> test.checks.enter(account.sid(), call, check.sid(), keys));
  }

  private Account opened(Optional<Sid> parent) {
    return test.within(() -> test.accounts.open("Test", parent));
  }

  private Doorkeeper doorkeeper() {
    Doorkeeper doorkeeper = new Doorkeeper();
    doorkeeper.directory = test.directory;
    return doorkeeper;
  }

  private static Doorkeeper.Visitor visitor(Account account) {
    return new Doorkeeper.Visitor(account.sid(), false, true);
  }

  private Optional<String> startOf(String number) {
    return test.directory
        .called(number)
        .flatMap(it -> it.voice().start())
        .map(start -> start.address());
  }
}
