package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.jackfield.call.Sid;

/** What is known of recordings, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class RecordingArchive {

  @Inject EntityManager database;

  /** Writes how far one has come; what has ended already stays as it is. */
  public void keep(RecordingState state) {
    RecordingEntry known = database.find(RecordingEntry.class, state.sid().value());
    if (known == null) {
      database.persist(new RecordingEntry(state));
    } else if (known.status().equals(RecordingState.IN_PROGRESS)) {
      known.take(state);
    }
  }

  /** Removes one, if it is there. */
  public void remove(Sid sid) {
    RecordingEntry known = database.find(RecordingEntry.class, sid.value());
    if (known != null) {
      database.remove(known);
    }
  }
}
