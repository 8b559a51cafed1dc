package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.account.Condition.Comparison;
import org.jackfield.call.Sid;

/**
 * The things of accounts, in the database. Whoever asks says for which account, and gets what is
 * not its own as little as what is not there. Any thread.
 */
@ApplicationScoped
@Transactional
public class Belongings {

  private static final int REMOVED_AT_ONCE = 500;

  @Inject EntityManager database;
  @Inject Changes changes;

  /** A thing of an account. */
  public <T extends Owned> Optional<T> find(Class<T> kind, Sid owner, String sid) {
    return Optional.ofNullable(database.find(kind, sid))
        .filter(thing -> thing.accountSid.equals(owner.value()));
  }

  /**
   * A part of the list of an account's things that meet all conditions, newest first; to be read,
   * as changes of them are not kept.
   */
  public <T extends Owned> Slice<T> list(
      Class<T> kind, Sid owner, List<Condition> conditions, Range range) {
    // Half of what a list costs would be the copies that changes are found by
    return cut(
        query(kind, of(owner, conditions), range)
            .setHint("eclipselink.read-only", "true")
            .getResultList(),
        range);
  }

  static List<Condition> of(Sid owner, List<Condition> conditions) {
    List<Condition> all = new ArrayList<>();
    all.add(Condition.is("accountSid", owner.value()));
    all.addAll(conditions);
    return all;
  }

  <T extends Owned> TypedQuery<T> query(Class<T> kind, List<Condition> conditions, Range range) {
    String order = range.backwards() ? "asc" : "desc";
    StringBuilder text = new StringBuilder("select e from " + kind.getSimpleName() + " e");
    addTo(text, conditions);
    if (range.from().isPresent()) {
      // The first half is for the index, the second for those of the same moment
      text.append(
          range.backwards()
              ? " and e.created >= :created and (e.created > :created or e.sid > :sid)"
              : " and e.created <= :created and (e.created < :created or e.sid < :sid)");
    }
    text.append(" order by ");
    // What is the same in all of them comes first: H2 takes an index in its order only from its
    // first column. An index has the owner and one column more; and to PostgreSQL a condition of
    // true or false is no constant
    conditions.stream()
        .filter(it -> it.comparison() == Comparison.EQUAL && !(it.value() instanceof Boolean))
        .limit(2)
        .forEach(it -> text.append("e.").append(it.field()).append(' ').append(order).append(", "));
    text.append("e.created ").append(order).append(", e.sid ").append(order);
    TypedQuery<T> query = database.createQuery(text.toString(), kind);
    set(query, conditions);
    if (range.from().isPresent()) {
      query.setParameter("created", range.from().get().created());
      query.setParameter("sid", range.from().get().sid());
    }
    // One more than asked for says whether there are more
    return query.setMaxResults(range.size() + 1);
  }

  private static void addTo(StringBuilder text, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      text.append(i == 0 ? " where e." : " and e.").append(condition.field()).append(' ');
      text.append(condition.comparison().sign).append(" :v").append(i);
    }
  }

  private static void set(TypedQuery<?> query, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      query.setParameter("v" + i, conditions.get(i).value());
    }
  }

  static <T> Slice<T> cut(List<T> found, Range range) {
    boolean more = found.size() > range.size();
    List<T> items = new ArrayList<>(more ? found.subList(0, range.size()) : found);
    if (range.backwards()) {
      Collections.reverse(items);
      return new Slice<>(items, more, true);
    }
    return new Slice<>(items, range.from().isPresent(), more);
  }

  /** Keeps a new thing. */
  public <T extends Owned> T add(T thing) {
    database.persist(thing);
    database.flush();
    changes.tell(thing);
    return thing;
  }

  /** Changes a thing of an account, if it is there. */
  public <T extends Owned> Optional<T> change(
      Class<T> kind, Sid owner, String sid, Consumer<T> change) {
    Optional<T> thing = find(kind, owner, sid);
    thing.ifPresent(found -> {
      change.accept(found);
      found.touch();
      database.flush();
      changes.tell(found);
    });
    return thing;
  }

  /** Removes a thing of an account, and says whether it was there. */
  public <T extends Owned> boolean remove(Class<T> kind, Sid owner, String sid) {
    Optional<T> thing = find(kind, owner, sid);
    thing.ifPresent(found -> {
      database.remove(found);
      database.flush();
      changes.tell(found);
    });
    return thing.isPresent();
  }

  /** Removes all things of an account that meet all conditions; none that are remembered. */
  public <T extends Owned> void removeAll(Class<T> kind, Sid owner, List<Condition> conditions) {
    List<Condition> all = of(owner, conditions);
    List<T> some = query(kind, all, Range.first(REMOVED_AT_ONCE)).getResultList();
    while (!some.isEmpty()) {
      some.forEach(database::remove);
      database.flush();
      some = query(kind, all, Range.first(REMOVED_AT_ONCE)).getResultList();
    }
  }
}
