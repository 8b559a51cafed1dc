package org.jackfield.account;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/**
 * Takes records from any thread and writes them on one of its own. They wait in the journal, calls
 * also in memory, where only their newest state counts, for those who ask.
 */
final class RecordWriter implements Runnable {

  private static final Logger LOG = System.getLogger(RecordWriter.class.getName());
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_AT_ONCE = 200;

  /**
   * So long several states of a call and several calls come together into one transaction: a commit
   * costs the same for one as for many, and who asks is told what waits, too.
   */
  private static final Duration PACE = Duration.ofMillis(200);

  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  private final Journal journal;
  private final Target target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final LinkedHashMap<Sid, Waiting> waiting = new LinkedHashMap<>();

  /** Calls that were removed here: what still comes of them has nobody to be shown to. */
  private final Map<Sid, Boolean> removedCalls = latest();

  private boolean news;
  private boolean closing;

  /**
   * Whether what the journal gives may have been written already: until all is read that an earlier
   * server left, and after a failure. Of the writer's thread.
   */
  private boolean again = true;

  RecordWriter(Journal journal, Target target) {
    this.journal = journal;
    this.target = target;
  }

  private static Map<Sid, Boolean> latest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Sid, Boolean> eldest) {
        return size() > MOST_WAITING;
      }
    };
  }

  /** Where the records go. */
  interface Target {
    /** Writes all or none; whatever it throws, they are tried again. */
    void write(Batch batch);

    /** Whether it could write at all. */
    boolean isThere();
  }

  /**
   * A call on its way to the database.
   *
   * @param inJournal whether it will be found there: not if the disk is full
   */
  private record Waiting(CallRecord call, boolean inJournal) {}

  void keep(CallRecord call) {
    boolean inJournal = append(RecordBytes.of(call));
    lock.lock();
    try {
      Waiting known = waiting.get(call.facts().sid());
      if (known == null || known.call.version() < call.version()) {
        waiting.put(call.facts().sid(), new Waiting(call, inJournal));
      }
      if (waiting.size() > MOST_WAITING) {
        // Those who ask will find it in the database, as soon as it is there
        Iterator<Sid> eldest = waiting.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
      wake();
    } finally {
      lock.unlock();
    }
  }

  void keep(Notification notification) {
    if (isRemoved(notification.callSid())) {
      return;
    }
    append(RecordBytes.of(notification));
    wakeUp();
  }

  void keep(Webhook webhook) {
    if (isRemoved(webhook.callSid())) {
      return;
    }
    append(RecordBytes.of(webhook));
    wakeUp();
  }

  /**
   * A call is removed with all that is known of it: what the journal still has shall not return.
   */
  void remove(Sid call) {
    lock.lock();
    try {
      removedCalls.put(call, true);
    } finally {
      lock.unlock();
    }
    append(RecordBytes.ofRemoved(call));
    wakeUp();
  }

  private boolean isRemoved(Sid call) {
    lock.lock();
    try {
      return removedCalls.containsKey(call);
    } finally {
      lock.unlock();
    }
  }

  private void wakeUp() {
    lock.lock();
    try {
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** A record that is on its way. */
  Optional<CallRecord> waiting(Sid call) {
    lock.lock();
    try {
      return Optional.ofNullable(waiting.get(call)).map(Waiting::call);
    } finally {
      lock.unlock();
    }
  }

  /** All records of an account that are on their way. */
  List<CallRecord> waitingOf(Sid account) {
    lock.lock();
    try {
      return waiting.values().stream()
          .map(Waiting::call)
          .filter(call -> call.facts().accountSid().equals(account))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    news = true;
    work.signal();
  }

  private boolean append(byte[] record) {
    try {
      journal.append(record);
      return true;
    } catch (IOException full) {
      LOG.log(Level.ERROR, "A call record is lost if this server dies before it is written", full);
      return false;
    }
  }

  /** Writes until it is closed and nothing is left that can be written. */
  @Override
  public void run() {
    Duration patience = FIRST_PATIENCE;
    while (true) {
      boolean more;
      try {
        more = writeSome();
        patience = FIRST_PATIENCE;
      } catch (IOException | RuntimeException failed) {
        LOG.log(
            Level.WARNING,
            "Call records wait in the journal, the next try is in {0} s: {1}",
            patience.toSeconds(),
            failed.toString());
        if (!rest(patience)) {
          return;
        }
        patience = shorter(patience.multipliedBy(2), LAST_PATIENCE);
        continue;
      }
      if (!more && !awaitNews()) {
        return;
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Waits for news, and says whether there may be any. */
  private boolean awaitNews() {
    if (!rest(PACE)) {
      return hasNews();
    }
    lock.lock();
    try {
      long left = FIRST_PATIENCE.toNanos();
      while (!news && !closing && left > 0) {
        left = work.awaitNanos(left);
      }
      return news || !closing;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews() {
    lock.lock();
    try {
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while, and says whether it was not closed. */
  private boolean rest(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closing && left > 0) {
        left = work.awaitNanos(left);
      }
      return !closing;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what fits into a transaction, and says whether there may be more. */
  private boolean writeSome() throws IOException {
    Map<Sid, CallRecord> calls = notInJournal();
    List<Notification> notifications = new ArrayList<>();
    List<Webhook> webhooks = new ArrayList<>();
    List<Sid> removed = new ArrayList<>();
    List<byte[]> records = journal.read(MOST_AT_ONCE);
    for (byte[] record : records) {
      sort(record, calls, notifications, webhooks, removed);
    }
    if (journal.lost() > 0) {
      LOG.log(Level.WARNING, "The end of a journal file was no record: it was being written");
    }
    boolean full = calls.size() >= MOST_AT_ONCE || records.size() >= MOST_AT_ONCE;
    Batch batch = new Batch(List.copyOf(calls.values()), notifications, webhooks, removed, again);
    again = true;
    if (!batch.isEmpty()) {
      write(batch);
    }
    journal.written();
    again = full && batch.again();
    forget(calls);
    return full;
  }

  private Map<Sid, CallRecord> notInJournal() {
    Map<Sid, CallRecord> calls = new LinkedHashMap<>();
    lock.lock();
    try {
      news = false;
      waiting.values().stream()
          .filter(it -> !it.inJournal)
          .limit(MOST_AT_ONCE)
          .forEach(it -> calls.put(it.call.facts().sid(), it.call));
    } finally {
      lock.unlock();
    }
    return calls;
  }

  private static void sort(
      byte[] record,
      Map<Sid, CallRecord> calls,
      List<Notification> notifications,
      List<Webhook> webhooks,
      List<Sid> removed) {
    try {
      switch (RecordBytes.read(record)) {
        case RecordBytes.Call(CallRecord call) ->
            calls.merge(
                call.facts().sid(),
                call,
                (one, other) -> one.version() > other.version() ? one : other);
        case RecordBytes.Notice(Notification notification) -> notifications.add(notification);
        case RecordBytes.Asked(Webhook webhook) -> webhooks.add(webhook);
        case RecordBytes.Removed(Sid call) -> removed.add(call);
      }
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "A record of the journal cannot be read and is left out", unreadable);
    }
  }

  private void write(Batch batch) {
    try {
      target.write(batch);
    } catch (RuntimeException failed) {
      if (!target.isThere()) {
        throw failed;
      }
      // One of them may be what the database refuses: it shall not stop the others
      batch.alone().forEach(this::writeAlone);
    }
  }

  private void writeAlone(Batch one) {
    try {
      target.write(one);
    } catch (RuntimeException failed) {
      if (!target.isThere()) {
        throw failed;
      }
      LOG.log(
          Level.ERROR, "The database refuses a record, which is left out: " + one.calls(), failed);
    }
  }

  private void forget(Map<Sid, CallRecord> written) {
    lock.lock();
    try {
      written.forEach((sid, call) -> {
        Waiting known = waiting.get(sid);
        if (known != null && known.call.version() <= call.version()) {
          waiting.remove(sid);
        }
      });
    } finally {
      lock.unlock();
    }
  }

  /** Lets it write what it has and then end. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
