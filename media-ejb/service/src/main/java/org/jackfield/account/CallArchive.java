package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;

/** Call records and notifications in the database. Any thread. */
@ApplicationScoped
@Transactional
public class CallArchive {

  @Inject EntityManager database;

  /** Writes all or none. What is there already in a newer state, or at all, stays. */
  public void write(Collection<CallRecord> calls, Collection<Notification> notifications) {
    writeCalls(calls);
    writeNotifications(notifications);
  }

  private void writeCalls(Collection<CallRecord> calls) {
    if (calls.isEmpty()) {
      return;
    }
    List<String> sids = calls.stream().map(call -> call.facts().sid().value()).distinct().toList();
    Map<String, CallEntry> known =
        database
            .createQuery("select c from CallEntry c where c.sid in :sids", CallEntry.class)
            .setParameter("sids", sids)
            .getResultStream()
            .collect(Collectors.toMap(entry -> entry.sid, Function.identity()));
    for (CallRecord call : calls) {
      CallEntry entry = known.get(call.facts().sid().value());
      if (entry == null) {
        CallEntry fresh = new CallEntry(call);
        database.persist(fresh);
        known.put(fresh.sid, fresh);
      } else if (entry.version < call.version()) {
        entry.take(call);
      }
    }
  }

  private void writeNotifications(Collection<Notification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    List<String> sids = notifications.stream().map(it -> it.sid().value()).distinct().toList();
    List<String> known =
        database
            .createQuery("select n.sid from NotificationEntry n where n.sid in :sids", String.class)
            .setParameter("sids", sids)
            .getResultList();
    notifications.stream()
        .filter(notification -> !known.contains(notification.sid().value()))
        .collect(Collectors.toMap(Notification::sid, Function.identity(), (first, twin) -> first))
        .values()
        .forEach(notification -> database.persist(new NotificationEntry(notification)));
  }

  /** Calls without an end that have not changed since a moment, a few at a time. */
  List<CallRecord> unfinished(Instant before) {
    return database
        .createQuery(
            "select c from CallEntry c where c.ended is null and c.updated < :before",
            CallEntry.class)
        .setParameter("before", before)
        .setMaxResults(200)
        .getResultStream()
        .map(CallEntry::record)
        .toList();
  }

  /** Whether the database answers. */
  boolean isThere() {
    try {
      database
          .createQuery("select c.sid from CallEntry c where c.sid = ''", String.class)
          .getResultList();
      return true;
    } catch (RuntimeException away) {
      return false;
    }
  }
}
