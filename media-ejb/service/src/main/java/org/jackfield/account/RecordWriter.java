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

/**
 * Takes records from any thread and writes them on one of its own. Calls that go on wait in memory,
 * where only their newest state counts; what has ended, and notifications, wait in the journal.
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
  private final LinkedHashMap<Sid, CallRecord> waiting = new LinkedHashMap<>();
  private boolean news;
  private boolean closing;

  RecordWriter(Journal journal, Target target) {
    this.journal = journal;
    this.target = target;
  }

  /** Where the records go. */
  interface Target {
    /** Writes all or none; whatever it throws, they are tried again. */
    void write(List<CallRecord> calls, List<Notification> notifications);

    /** Whether it could write at all. */
    boolean isThere();
  }

  void keep(CallRecord call) {
    if (call.ended().isPresent()) {
      append(RecordBytes.of(call));
    }
    lock.lock();
    try {
      CallRecord known = waiting.get(call.facts().sid());
      if (known == null || known.version() < call.version()) {
        waiting.put(call.facts().sid(), call);
      }
      if (waiting.size() > MOST_WAITING) {
        // Its end will come, and by the journal
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
    append(RecordBytes.of(notification));
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
      return Optional.ofNullable(waiting.get(call));
    } finally {
      lock.unlock();
    }
  }

  /** All records of an account that are on their way. */
  List<CallRecord> waitingOf(Sid account) {
    lock.lock();
    try {
      return waiting.values().stream()
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

  private void append(byte[] record) {
    try {
      journal.append(record);
    } catch (IOException full) {
      LOG.log(Level.ERROR, "A call record is lost if this server dies before it is written", full);
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
    Map<Sid, CallRecord> calls = new LinkedHashMap<>();
    lock.lock();
    try {
      news = false;
      for (CallRecord call : waiting.values()) {
        if (calls.size() >= MOST_AT_ONCE) {
          break;
        }
        if (call.ended().isEmpty()) {
          calls.put(call.facts().sid(), call);
        }
      }
    } finally {
      lock.unlock();
    }
    List<Notification> notifications = new ArrayList<>();
    List<byte[]> records = journal.read(MOST_AT_ONCE);
    for (byte[] record : records) {
      sort(record, calls, notifications);
    }
    if (journal.lost() > 0) {
      LOG.log(Level.WARNING, "The end of a journal file was no record: it was being written");
    }
    boolean full = calls.size() >= MOST_AT_ONCE || records.size() >= MOST_AT_ONCE;
    if (!calls.isEmpty() || !notifications.isEmpty()) {
      write(List.copyOf(calls.values()), notifications);
    }
    journal.written();
    forget(calls);
    return full;
  }

  private static void sort(
      byte[] record, Map<Sid, CallRecord> calls, List<Notification> notifications) {
    try {
      switch (RecordBytes.read(record)) {
        case RecordBytes.Call(CallRecord call) -> calls.put(call.facts().sid(), call);
        case RecordBytes.Notice(Notification notification) -> notifications.add(notification);
      }
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "A record of the journal cannot be read and is left out", unreadable);
    }
  }

  private void write(List<CallRecord> calls, List<Notification> notifications) {
    try {
      target.write(calls, notifications);
    } catch (RuntimeException failed) {
      if (!target.isThere()) {
        throw failed;
      }
      // One of them may be what the database refuses: it shall not stop the others
      calls.forEach(call -> writeAlone(List.of(call), List.of()));
      notifications.forEach(notification -> writeAlone(List.of(), List.of(notification)));
    }
  }

  private void writeAlone(List<CallRecord> calls, List<Notification> notifications) {
    try {
      target.write(calls, notifications);
    } catch (RuntimeException failed) {
      if (!target.isThere()) {
        throw failed;
      }
      LOG.log(Level.ERROR, "The database refuses a record, which is left out: " + calls, failed);
    }
  }

  private void forget(Map<Sid, CallRecord> written) {
    lock.lock();
    try {
      written.forEach((sid, call) -> {
        CallRecord known = waiting.get(sid);
        if (known != null && known.version() <= call.version()) {
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
