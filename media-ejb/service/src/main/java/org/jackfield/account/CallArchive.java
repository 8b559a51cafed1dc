package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/** Call records and notifications in the database. Any thread. */
@ApplicationScoped
@Transactional
public class CallArchive {

  @Inject EntityManager database;

  /** Writes all or none. What is there already in a newer state, or at all, stays. */
  void write(Batch batch) {
    writeCalls(batch.calls());
    writeNotifications(batch.notifications(), batch.again());
    writeWebhooks(batch.webhooks(), batch.again());
    remove(batch.removed());
  }

  /** Calls with all that is known of them. */
  private void remove(List<Sid> calls) {
    if (calls.isEmpty()) {
      return;
    }
    database.flush();
    List<String> sids = calls.stream().map(Sid::value).toList();
    for (String statement :
        List.of(
            "delete from NotificationEntry e where e.callSid in :sids",
            "delete from WebhookEntry e where e.callSid in :sids",
            "delete from CallEntry e where e.sid in :sids")) {
      database.createQuery(statement).setParameter("sids", sids).executeUpdate();
    }
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

  private void writeNotifications(Collection<Notification> notifications, boolean again) {
    if (notifications.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    if (again) {
      List<String> sids = notifications.stream().map(it -> it.sid().value()).distinct().toList();
      known.addAll(known("select n.sid from NotificationEntry n where n.sid in :sids", sids));
    }
    notifications.stream()
        .filter(notification -> known.add(notification.sid().value()))
        .forEach(notification -> database.persist(new NotificationEntry(notification)));
  }

  private void writeWebhooks(Collection<Webhook> webhooks, boolean again) {
    if (webhooks.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    if (again) {
      List<String> sids = webhooks.stream().map(it -> it.sid().value()).distinct().toList();
      known.addAll(known("select w.sid from WebhookEntry w where w.sid in :sids", sids));
    }
    Instant now = InstantConverter.now();
    webhooks.stream()
        .filter(webhook -> known.add(webhook.sid().value()))
        .forEach(webhook -> database.persist(new WebhookEntry(webhook, now)));
  }

  private List<String> known(String query, List<String> sids) {
    return database.createQuery(query, String.class).setParameter("sids", sids).getResultList();
  }

  /** Removes what was asked and answered before a moment. */
  void removeWebhooks(Instant before) {
    database
        .createQuery("delete from WebhookEntry w where w.created < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  /** Removes what went wrong before a moment. */
  void removeNotifications(Instant before) {
    database
        .createQuery("delete from NotificationEntry n where n.created < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  /** Removes what is known, from a moment and before another, of calls that are not there. */
  void removeOrphans(Instant from, Instant before) {
    for (String kind : List.of("WebhookEntry", "NotificationEntry")) {
      database
          .createQuery(
              "delete from "
                  + kind
                  + " e where e.created >= :from and e.created < :before and not exists"
                  + " (select c.sid from CallEntry c where c.sid = e.callSid)")
          .setParameter("from", from)
          .setParameter("before", before)
          .executeUpdate();
    }
  }

  /**
   * Calls without an end that have not changed since a moment, a few at a time, the eldest first.
   *
   * @param after by its last change, where those before ended
   */
  List<CallRecord> unfinished(Instant before, Optional<Place> after) {
    return database
        .createQuery(
            "select c from CallEntry c where c.ended is null and c.updated < :before"
                + " and c.updated >= :from and (c.updated > :from or c.sid > :sid)"
                + " order by c.updated, c.sid",
            CallEntry.class)
        .setHint("eclipselink.read-only", "true")
        .setParameter("before", before)
        .setParameter("from", after.map(Place::created).orElse(Instant.EPOCH))
        .setParameter("sid", after.map(Place::sid).orElse(""))
        .setMaxResults(200)
        .getResultStream()
        .map(CallEntry::record)
        .toList();
  }

  /** Ends calls of which nothing newer is known: an end that nobody wrote who had the call. */
  void endLost(List<CallRecord> calls) {
    for (CallRecord call : calls) {
      database
          .createQuery(
              "update CallEntry c set c.status = :status, c.ended = :ended, c.updated = :updated"
                  + " where c.sid = :sid and c.version = :version and c.ended is null")
          .setParameter("status", call.status())
          .setParameter("ended", call.ended().orElse(call.updated()))
          .setParameter("updated", call.updated())
          .setParameter("sid", call.facts().sid().value())
          .setParameter("version", call.version())
          .executeUpdate();
    }
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
