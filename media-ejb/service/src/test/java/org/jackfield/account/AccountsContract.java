package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What accounts and their things promise, on every database. */
abstract class AccountsContract {

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
    test.within(() -> test.belongings.add(application));
    test.within(() ->
        test.belongings.change(
            PhoneNumber.class,
            account.sid(),
            number.sid().value(),
            it -> it.voiceApplication(Optional.of(application.sid()))));

    assertThat(startOf("+15550001")).contains("http://menu.example/");
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
  void keepsACallAsItWasGivenAndOnlyItsNewestState() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    CallRecord completed = Samples.completed(ringing);
    for (CallRecord call : List.of(completed, ringing)) {
      test.within(() -> {
        test.archive.write(List.of(call), List.of(Samples.notification()));
        return call;
      });
    }
    test.entityManager.clear();

    assertThat(
            test.belongings
                .find(CallEntry.class, Samples.ACCOUNT, ringing.facts().sid().value())
                .map(CallEntry::record))
        .contains(completed);
  }

  @Test
  void listsEachCallOnceThoughOthersComeInMeanwhile() {
    List<CallRecord> calls = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      calls.add(Samples.ringing(Samples.BEGIN.plusSeconds(i / 3)));
    }
    write(calls);

    List<Sid> seen = new ArrayList<>();
    Range range = Range.first(50);
    Slice<CallEntry> slice = page(range);
    while (true) {
      slice.items().forEach(it -> seen.add(it.sid()));
      write(List.of(Samples.ringing(Samples.BEGIN.plusSeconds(1000))));
      if (!slice.later()) {
        break;
      }
      range = Range.after(Place.of(slice.items().getLast()), 50);
      slice = page(range);
    }

    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(calls.stream().map(it -> it.facts().sid()).toList());
    Slice<CallEntry> back = page(Range.before(Place.of(slice.items().getFirst()), 50));
    assertThat(back.items().stream().map(CallEntry::sid).toList()).isEqualTo(seen.subList(50, 100));
    assertThat(back.earlier()).isTrue();
  }

  @Test
  void countsWhatAnAccountHasUsedInBegunMinutes() {
    write(
        List.of(
            Samples.completed(Samples.ringing(Samples.BEGIN)),
            Samples.completed(Samples.ringing(Samples.BEGIN)),
            Samples.ringing(Samples.BEGIN),
            Samples.completed(Samples.ringing(Samples.BEGIN.minusSeconds(86_400)))));
    Usage usage = new Usage();
    usage.database = test.entityManager;

    assertThat(usage.of(Samples.ACCOUNT, Samples.BEGIN, Samples.BEGIN.plusSeconds(1)))
        .extracting(it -> it.category() + " " + it.count() + " " + it.minutes())
        .containsExactly("calls 3 2", "calls-inbound 3 2", "calls-outbound 0 0", "recordings 0 0");
  }

  @Test
  void filtersCallsByAllThatTheyHave() {
    CallRecord call = Samples.completed(Samples.ringing(Samples.BEGIN));
    write(List.of(call, Samples.ringing(Samples.BEGIN.plusSeconds(60))));
    CallFilter all =
        new CallFilter(
            Optional.of(call.facts().from()),
            Optional.of(call.facts().to()),
            Optional.of("completed"),
            call.facts().parentSid(),
            new CallFilter.Period(
                Optional.of(Samples.BEGIN), Optional.of(Samples.BEGIN.plusSeconds(1))),
            new CallFilter.Period(Optional.of(Samples.BEGIN), Optional.empty()));

    assertThat(all.matches(call)).isTrue();
    assertThat(
            test.belongings
                .list(CallEntry.class, Samples.ACCOUNT, all.conditions(), Range.first(5))
                .items())
        .extracting(CallEntry::record)
        .containsExactly(call);
  }

  private void write(List<CallRecord> calls) {
    test.within(() -> {
      test.archive.write(calls, List.of());
      return calls;
    });
  }

  private Slice<CallEntry> page(Range range) {
    return test.belongings.list(CallEntry.class, Samples.ACCOUNT, List.of(), range);
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
