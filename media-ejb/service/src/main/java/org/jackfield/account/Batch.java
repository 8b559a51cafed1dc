package org.jackfield.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/**
 * Records that go into the database together.
 *
 * @param removed calls that go out of it, with all that is known of them, after the others are in
 * @param again whether some may be there already, from before a failure or the death of a server
 */
record Batch(
    List<CallRecord> calls,
    List<Notification> notifications,
    List<Webhook> webhooks,
    List<Sid> removed,
    boolean again) {

  Batch {
    calls = List.copyOf(calls);
    notifications = List.copyOf(notifications);
    webhooks = List.copyOf(webhooks);
    removed = List.copyOf(removed);
  }

  boolean isEmpty() {
    return calls.isEmpty() && notifications.isEmpty() && webhooks.isEmpty() && removed.isEmpty();
  }

  /** The same, each by itself. */
  Stream<Batch> alone() {
    List<Batch> each = new ArrayList<>();
    calls.forEach(it -> each.add(new Batch(List.of(it), List.of(), List.of(), List.of(), true)));
    notifications.forEach(
        it -> each.add(new Batch(List.of(), List.of(it), List.of(), List.of(), true)));
    webhooks.forEach(it -> each.add(new Batch(List.of(), List.of(), List.of(it), List.of(), true)));
    removed.forEach(it -> each.add(new Batch(List.of(), List.of(), List.of(), List.of(it), true)));
    return each.stream();
  }
}
