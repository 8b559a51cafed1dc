package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.call.Sid;

/** What is known of recordings, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class RecordingArchive {

  @Inject EntityManager database;

  /** What is being made here, and what has ended and the database does not know yet. */
  private final Map<Sid, RecordingState> latest = new ConcurrentHashMap<>();

  /** So far has one come; the database is going to be told. */
  @Transactional(TxType.SUPPORTS)
  public void announce(RecordingState state) {
    latest.put(state.sid(), state);
  }

  /** The database knows it: once it has ended, that is enough. */
  @Transactional(TxType.SUPPORTS)
  public void written(RecordingState state) {
    if (state.isFinal()) {
      latest.remove(state.sid(), state);
    }
  }

  /** One of an account as it is now, unless the database alone knows it; to be read. */
  @Transactional(TxType.SUPPORTS)
  public Optional<RecordingEntry> latest(Sid account, Sid sid) {
    return Optional.ofNullable(latest.get(sid))
        .filter(state -> state.account().equals(account))
        .map(RecordingEntry::new);
  }

  /** Writes how far one has come; what has ended already stays as it is. */
  public void keep(RecordingState state) {
    RecordingEntry known = database.find(RecordingEntry.class, state.sid().value());
    if (known == null) {
      database.persist(new RecordingEntry(state));
    } else if (!RecordingState.isFinal(known.status())) {
      known.take(state);
    }
  }

  /** Removes one, if it is there. */
  public void remove(Sid sid) {
    latest.remove(sid);
    RecordingEntry known = database.find(RecordingEntry.class, sid.value());
    if (known != null) {
      database.remove(known);
    }
  }
}
