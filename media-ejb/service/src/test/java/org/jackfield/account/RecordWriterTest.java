package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Shelf shelf = new Shelf();

  @Test
  void writesACallOnceForEachStateThatLasts() throws Exception {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    CallRecord completed = Samples.completed(ringing);
    try (Run run = new Run()) {
      run.writer.keep(ringing);
      awaitFact(() -> shelf.has(ringing));
      run.writer.keep(completed);
      awaitFact(() -> shelf.has(completed));
    }
    assertThat(shelf.calls).containsExactly(ringing, completed);
  }

  @Test
  void keepsWhatEndedWhileTheDatabaseIsAwayAndWritesItWhenItIsBack() throws Exception {
    CallRecord completed = Samples.completed(Samples.ringing(Samples.BEGIN));
    Notification notification = Samples.notification();
    shelf.isAway = true;
    try (Run run = new Run()) {
      run.writer.keep(completed);
      run.writer.keep(notification);
      awaitFact(() -> shelf.tries() > 0);
      assertThat(run.writer.waiting(completed.facts().sid())).contains(completed);

      shelf.isAway = false;
      awaitFact(() -> shelf.has(completed) && shelf.notifications.contains(notification));
      awaitFact(() -> run.writer.waiting(completed.facts().sid()).isEmpty());
    }
  }

  @Test
  void losesNothingThatEndedWhenTheProcessDies() throws Exception {
    CallRecord completed = Samples.completed(Samples.ringing(Samples.BEGIN));
    RecordWriter died = new RecordWriter(new Journal(folder, 1 << 24, System::nanoTime), shelf);
    died.keep(completed);

    try (Run run = new Run()) {
      assertThat(run.writer.waiting(completed.facts().sid())).isEqualTo(Optional.empty());
      awaitFact(() -> shelf.has(completed));
    }
  }

  @Test
  void losesNoCallThatWasAnnouncedWhenTheProcessDies() throws Exception {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    RecordWriter died = new RecordWriter(new Journal(folder, 1 << 24, System::nanoTime), shelf);
    died.keep(ringing);

    try (Run run = new Run()) {
      awaitFact(() -> shelf.has(ringing));
    }
  }

  @Test
  void doesNotBringBackWhatWasRemovedWhenTheProcessDies() throws Exception {
    CallRecord removed = Samples.completed(Samples.ringing(Samples.BEGIN));
    CallRecord later = Samples.completed(Samples.ringing(Samples.BEGIN));
    RecordWriter died = new RecordWriter(new Journal(folder, 1 << 24, System::nanoTime), shelf);
    died.keep(removed);
    died.remove(removed.facts().sid());
    died.keep(later);

    try (Run run = new Run()) {
      awaitFact(() -> shelf.has(later));
      assertThat(shelf.has(removed)).isFalse();
    }
  }

  @Test
  void keepsNothingMoreOfACallThatWasRemoved() throws Exception {
    Notification late = Samples.notification();
    Notification other = Samples.notification();
    try (Run run = new Run()) {
      run.writer.remove(late.callSid());
      run.writer.keep(late);
      run.writer.keep(other);
      awaitFact(() -> shelf.notifications.contains(other));
    }
    assertThat(shelf.notifications).containsExactly(other);
  }

  @Test
  void writesCallsThatTheJournalHasNoRoomFor() throws Exception {
    CallRecord completed = Samples.completed(Samples.ringing(Samples.BEGIN));
    try (Run run = new Run(16)) {
      run.writer.keep(completed);
      awaitFact(() -> shelf.has(completed));
      awaitFact(() -> run.writer.waiting(completed.facts().sid()).isEmpty());
    }
    assertThat(shelf.calls).containsExactly(completed);
  }

  @Test
  void leavesOutTheOneRecordThatTheDatabaseRefuses() throws Exception {
    CallRecord refused = Samples.completed(Samples.ringing(Samples.BEGIN));
    CallRecord good = Samples.completed(Samples.ringing(Samples.BEGIN));
    shelf.refused = Optional.of(refused);
    try (Run run = new Run()) {
      run.writer.keep(refused);
      run.writer.keep(good);
      awaitFact(() -> shelf.has(good));
    }
    assertThat(shelf.calls).containsExactly(good);
  }

  @Test
  void saysWhatMayHaveBeenWrittenAlready() throws Exception {
    CallRecord left = Samples.completed(Samples.ringing(Samples.BEGIN));
    RecordWriter died = new RecordWriter(new Journal(folder, 1 << 24, System::nanoTime), shelf);
    died.keep(left);
    CallRecord fresh = Samples.ringing(Samples.BEGIN.plusSeconds(1));
    CallRecord afterFailure = Samples.ringing(Samples.BEGIN.plusSeconds(2));
    try (Run run = new Run()) {
      awaitFact(() -> shelf.has(left));
      run.writer.keep(fresh);
      awaitFact(() -> shelf.has(fresh) && run.writer.waiting(fresh.facts().sid()).isEmpty());
      shelf.isAway = true;
      run.writer.keep(afterFailure);
      awaitFact(() -> shelf.tries() > 2);
      shelf.isAway = false;
      awaitFact(() -> shelf.has(afterFailure));
    }
    assertThat(shelf.again).containsExactly(true, false, true);
  }

  private static void awaitFact(BooleanSupplier fact) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time until it must be true").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** A writer at work. */
  private final class Run implements AutoCloseable {

    final Journal journal;
    final RecordWriter writer;
    private final Thread thread;

    Run() throws IOException {
      this(1 << 24);
    }

    Run(long mostBytes) throws IOException {
      journal = new Journal(folder, mostBytes, System::nanoTime);
      writer = new RecordWriter(journal, shelf);
      thread = Thread.ofVirtual().start(writer);
    }

    @Override
    public void close() throws Exception {
      writer.close();
      assertThat(thread.join(DEADLINE)).as("it ends when it is told to").isTrue();
      journal.close();
    }
  }

  /** A database in memory, which may be away or refuse something. */
  private static final class Shelf implements RecordWriter.Target {

    final List<CallRecord> calls = new ArrayList<>();
    final List<Notification> notifications = new ArrayList<>();
    final List<Boolean> again = new ArrayList<>();
    volatile boolean isAway;
    volatile Optional<CallRecord> refused = Optional.empty();
    private int tries;

    @Override
    public synchronized void write(Batch batch) {
      tries++;
      if (isAway || refused.filter(batch.calls()::contains).isPresent()) {
        throw new IllegalStateException("Not now, or not that");
      }
      again.add(batch.again());
      calls.addAll(batch.calls());
      notifications.addAll(batch.notifications());
      calls.removeIf(call -> batch.removed().contains(call.facts().sid()));
    }

    @Override
    public boolean isThere() {
      return !isAway;
    }

    synchronized boolean has(CallRecord call) {
      return calls.contains(call);
    }

    synchronized int tries() {
      return tries;
    }
  }
}
