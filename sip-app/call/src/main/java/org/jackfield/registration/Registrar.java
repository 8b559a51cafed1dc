package org.jackfield.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.registration.Decision.Kept;
import org.jackfield.registration.Decision.Refused;
import org.jackfield.registration.Decision.TooBrief;

/**
 * The rules of a registrar, RFC 3261 section 10.3 with those of RFC 5626 section 6.
 *
 * @param least who asks for less is told so
 * @param most who asks for more gets this
 * @param usual who does not say gets this
 * @param contacts so many for a user at once
 */
public record Registrar(Duration least, Duration most, Duration usual, int contacts) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Within bounds that can be kept. */
  public Registrar {
    if (least.isNegative() || most.compareTo(least) < 0 || !most.isPositive() || contacts < 1) {
      throw new IllegalArgumentException(
          "A registration must last between %s and %s, for %d contacts"
              .formatted(least, most, contacts));
    }
  }

  /** What becomes of the bindings of a user, all or nothing; those by another right are none. */
  public Decision decide(Ask ask, List<Binding> known, Instant now) {
    List<Binding> alive =
        new ArrayList<>(
            known.stream()
                .filter(one -> one.isAlive(now) && one.standing().equals(ask.standing()))
                .toList());
    if (ask.all()) {
      return removal(ask, alive);
    }
    if (ask.contacts().isEmpty()) {
      return new Kept(alive, false);
    }
    for (Contact contact : ask.contacts()) {
      Duration asked = ask.expires(contact).orElse(usual);
      if (isTooBrief(asked)) {
        return new TooBrief(least);
      }
      if (alive.stream().anyMatch(one -> isMeant(one, contact, ask) && isOld(one, ask))) {
        return outOfOrder();
      }
    }
    for (Contact contact : ask.contacts()) {
      Instant since =
          alive.stream()
              .filter(one -> isMeant(one, contact, ask))
              .map(Binding::since)
              .filter(now::isAfter)
              .min(Instant::compareTo)
              .orElse(now);
      alive.removeIf(one -> isMeant(one, contact, ask));
      Duration asked = ask.expires(contact).orElse(usual);
      if (asked.isPositive()) {
        Instant until = now.plus(asked.compareTo(most) > 0 ? most : asked);
        alive.add(binding(ask, contact, since, until));
      }
    }
    return alive.size() > contacts ? new Refused(403, "Too Many Contacts") : new Kept(alive, true);
  }

  private static Binding binding(Ask ask, Contact contact, Instant since, Instant until) {
    return new Binding(
        ask.address(),
        contact,
        since,
        until,
        ask.callId(),
        ask.cseq(),
        ask.path(),
        ask.userAgent(),
        ask.origin(),
        ask.standing());
  }

  private static boolean isMeant(Binding binding, Contact contact, Ask ask) {
    return binding.isMeantBy(contact, ask.callId());
  }

  private static boolean isOld(Binding binding, Ask ask) {
    return binding.isAsNewAs(ask.callId(), ask.cseq());
  }

  /** Step 6: {@code *} is for leaving, and stands alone. */
  private static Decision removal(Ask ask, List<Binding> alive) {
    boolean leaves = ask.expires().filter(Duration::isZero).isPresent();
    if (!leaves || !ask.contacts().isEmpty()) {
      return new Refused(400, "Wildcard With Expires Or Contacts");
    }
    if (alive.stream().anyMatch(binding -> isOld(binding, ask))) {
      return outOfOrder();
    }
    return new Kept(List.of(), !alive.isEmpty());
  }

  private static Decision outOfOrder() {
    return new Refused(400, "CSeq Out Of Order");
  }

  /** Only who asks for less than an hour may be told that it is too little. */
  private boolean isTooBrief(Duration asked) {
    return asked.isPositive() && asked.compareTo(HOUR) < 0 && asked.compareTo(least) < 0;
  }
}
