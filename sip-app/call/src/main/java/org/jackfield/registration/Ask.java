package org.jackfield.registration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a REGISTER wants, of a user that may.
 *
 * @param contacts those that it names; none if it only asks
 * @param all whether it names {@code *}, all that there are
 * @param expires how long it asks for, for contacts that do not say so themselves
 * @param standing by what right, as {@link Binding#standing()}
 */
public record Ask(
    UserAddress address,
    List<Contact> contacts,
    boolean all,
    Optional<Duration> expires,
    String callId,
    long cseq,
    List<String> path,
    String userAgent,
    Origin origin,
    String standing) {

  /** Keeps the lists as they are now. */
  public Ask {
    contacts = List.copyOf(contacts);
    path = List.copyOf(path);
  }

  /** The same, by some right. */
  public Ask by(String right) {
    return new Ask(address, contacts, all, expires, callId, cseq, path, userAgent, origin, right);
  }

  /** How long a contact asks for. */
  Optional<Duration> expires(Contact contact) {
    return contact.expires().or(() -> expires);
  }
}
