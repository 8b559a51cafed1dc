package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What records of calls promise, on every database. */
abstract class CallsContract {

  private final TestDatabase test = open();

  /** An empty database. */
  abstract TestDatabase open();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void keepsACallAsItWasGivenAndOnlyItsNewestState() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    CallRecord completed = Samples.completed(ringing);
    for (CallRecord call : List.of(completed, ringing)) {
      test.within(() -> {
        test.archive.write(
            new Batch(List.of(call), List.of(Samples.notification()), List.of(), List.of(), true));
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
  void takesTheEndThatTheCallsOwnNodeWritesForBetterThanAnInventedOne() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    write(List.of(ringing));
    CallRecord lost = LostCalls.ended(ringing, Samples.BEGIN.plusSeconds(900));
    endLost(lost);
    assertThat(kept(ringing)).map(CallRecord::status).contains("failed");

    CallRecord real = Samples.completed(ringing);
    write(List.of(real));
    assertThat(kept(ringing)).contains(real);
    endLost(lost);
    assertThat(kept(ringing)).contains(real);
  }

  private void endLost(CallRecord call) {
    test.within(() -> {
      test.archive.endLost(List.of(call));
      return call;
    });
  }

  private Optional<CallRecord> kept(CallRecord call) {
    test.entityManager.clear();
    return test.belongings
        .find(CallEntry.class, Samples.ACCOUNT, call.facts().sid().value())
        .map(CallEntry::record);
  }

  @Test
  void looksThroughAllCallsWithoutAnEndTheEldestFirst() {
    List<CallRecord> calls = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      calls.add(Samples.ringing(Samples.BEGIN.plusSeconds(i / 2)));
    }
    write(calls);

    List<Sid> seen = new ArrayList<>();
    Optional<Place> last = Optional.empty();
    do {
      List<CallRecord> some = test.archive.unfinished(Samples.BEGIN.plusSeconds(3_600), last);
      some.forEach(call -> seen.add(call.facts().sid()));
      last =
          some.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Place(some.getLast().updated(), some.getLast().facts().sid().value()));
    } while (last.isPresent());

    assertThat(seen).doesNotHaveDuplicates().hasSize(450);
    assertThat(seen.getFirst()).isIn(calls.get(0).facts().sid(), calls.get(1).facts().sid());
  }

  @Test
  void removesACallWithAllThatIsKnownOfItAlsoWhereItComesAlongWithIt() {
    CallRecord call = Samples.completed(Samples.ringing(Samples.BEGIN));
    Webhook webhook = Samples.webhook(call.facts().sid());
    test.within(() -> {
      test.archive.write(
          new Batch(List.of(call), List.of(), List.of(webhook), List.of(call.facts().sid()), true));
      return call;
    });
    test.entityManager.clear();

    assertThat(test.belongings.find(CallEntry.class, Samples.ACCOUNT, call.facts().sid().value()))
        .isEmpty();
    assertThat(webhooksOf(call.facts().sid())).isEmpty();
  }

  @Test
  void keepsAWebhookOnceAndForgetsItWhenItIsOld() {
    Webhook webhook = Samples.webhook(Sid.random("CA"));
    for (int times = 0; times < 2; times++) {
      test.within(() -> {
        test.archive.write(
            new Batch(List.of(), List.of(), List.of(webhook, webhook), List.of(), true));
        return webhook;
      });
    }
    test.entityManager.clear();
    assertThat(webhooksOf(webhook.callSid())).containsExactly(webhook);

    test.within(() -> {
      test.archive.removeWebhooks(webhook.at());
      return webhook;
    });
    assertThat(webhooksOf(webhook.callSid())).as("not older than that").hasSize(1);
    test.within(() -> {
      test.archive.removeWebhooks(webhook.at().plusSeconds(1));
      return webhook;
    });
    assertThat(webhooksOf(webhook.callSid())).isEmpty();
  }

  @Test
  void removesWhatIsLeftOfCallsThatAreNotThere() {
    CallRecord call = Samples.ringing(Samples.BEGIN);
    Webhook kept = Samples.webhook(call.facts().sid());
    Webhook orphan = Samples.webhook(Sid.random("CA"));
    test.within(() -> {
      test.archive.write(
          new Batch(
              List.of(call),
              List.of(Samples.notification()),
              List.of(kept, orphan),
              List.of(),
              true));
      return call;
    });
    test.within(() -> {
      test.archive.removeOrphans(Samples.BEGIN, Samples.BEGIN.plusSeconds(1));
      return call;
    });
    test.entityManager.clear();

    assertThat(webhooksOf(orphan.callSid())).isEmpty();
    assertThat(webhooksOf(kept.callSid())).containsExactly(kept);
    assertThat(notifications()).isEmpty();
  }

  @Test
  void forgetsWhatWentWrongWhenItIsOld() {
    test.within(() -> {
      test.archive.write(
          new Batch(List.of(), List.of(Samples.notification()), List.of(), List.of(), true));
      return test;
    });
    for (int seconds = 0; seconds < 2; seconds++) {
      Instant before = Samples.BEGIN.plusSeconds(seconds);
      test.within(() -> {
        test.archive.removeNotifications(before);
        return test;
      });
      assertThat(notifications()).hasSize(1 - seconds);
    }
  }

  private List<NotificationEntry> notifications() {
    return test.belongings
        .list(NotificationEntry.class, Samples.ACCOUNT, List.of(), Range.first(5))
        .items();
  }

  private List<Webhook> webhooksOf(Sid call) {
    return test
        .belongings
        .list(
            WebhookEntry.class,
            Samples.ACCOUNT,
            List.of(Condition.is("callSid", call.value())),
            Range.first(5))
        .items()
        .stream()
        .map(WebhookEntry::webhook)
        .toList();
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

    Usage.Accounts itself = new Usage.Accounts(Samples.ACCOUNT, false);
    assertThat(usage.of(itself, Samples.BEGIN, Samples.BEGIN.plusSeconds(1)).values())
        .extracting(it -> it.category() + " " + it.count() + " " + it.minutes())
        .containsExactly("calls 3 2", "calls-inbound 3 2", "calls-outbound 0 0", "recordings 0 0");
    LocalDate day = LocalDate.ofInstant(Samples.BEGIN, ZoneOffset.UTC);
    assertThat(
            usage.daily(itself, Samples.BEGIN.minusSeconds(86_400), Samples.BEGIN.plusSeconds(1)))
        .hasEntrySatisfying(day, it -> assertThat(it.getFirst().count()).isEqualTo(3))
        .hasEntrySatisfying(day.minusDays(1), it -> assertThat(it.getFirst().count()).isEqualTo(1))
        .hasSize(2);
  }

  @Test
  void countsWhatTheAccountsBelowHaveUsedWhereThatIsWanted() {
    Account parent = opened(Optional.empty());
    Account child = opened(Optional.of(parent.sid()));
    write(
        List.of(
            of(parent, Samples.ringing(Samples.BEGIN)), of(child, Samples.ringing(Samples.BEGIN))));
    Usage usage = new Usage();
    usage.database = test.entityManager;

    assertThat(calls(usage, parent, true)).isEqualTo(2);
    assertThat(calls(usage, parent, false)).isEqualTo(1);
    assertThat(calls(usage, child, true)).isEqualTo(1);
  }

  private static long calls(Usage usage, Account account, boolean below) {
    return java.util.Objects.requireNonNull(
            usage
                .of(
                    new Usage.Accounts(account.sid(), below),
                    Samples.BEGIN,
                    Samples.BEGIN.plusSeconds(1))
                .get(Usage.Kind.CALLS))
        .count();
  }

  private static CallRecord of(Account account, CallRecord call) {
    CallFacts facts = call.facts();
    return new CallRecord(
        new CallFacts(
            facts.sid(),
            account.sid(),
            facts.from(),
            facts.to(),
            facts.direction(),
            facts.created(),
            facts.parentSid(),
            facts.numberSid(),
            facts.forwardedFrom(),
            facts.callerName(),
            facts.further()),
        call.status(),
        call.answered(),
        call.ended(),
        call.answeredBy(),
        call.sound(),
        call.updated(),
        call.version());
  }

  @Test
  void cutsAListThatIsAtHandAsTheDatabaseCutsOne() {
    List<Place> all =
        List.of(9, 8, 7, 6, 5).stream()
            .map(it -> new Place(Samples.BEGIN.plusSeconds(it), "UR" + it))
            .toList();

    Slice<Place> first = Slice.of(all, Range.first(2), it -> it);
    assertThat(first).isEqualTo(new Slice<>(all.subList(0, 2), false, true));
    Slice<Place> next = Slice.of(all, Range.after(all.get(1), 2), it -> it);
    assertThat(next).isEqualTo(new Slice<>(all.subList(2, 4), true, true));
    assertThat(Slice.of(all, Range.after(all.get(3), 2), it -> it))
        .isEqualTo(new Slice<>(all.subList(4, 5), true, false));
    assertThat(Slice.of(all, Range.before(all.get(3), 2), it -> it))
        .isEqualTo(new Slice<>(all.subList(1, 3), true, true));
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
      test.archive.write(new Batch(calls, List.of(), List.of(), List.of(), true));
      return calls;
    });
  }

  private Slice<CallEntry> page(Range range) {
    return test.belongings.list(CallEntry.class, Samples.ACCOUNT, List.of(), range);
  }

  private Account opened(Optional<Sid> parent) {
    return test.within(() -> test.accounts.open("Test", parent));
  }
}
