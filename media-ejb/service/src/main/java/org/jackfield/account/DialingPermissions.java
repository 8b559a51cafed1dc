package org.jackfield.account;

import java.util.List;
import java.util.Optional;
import org.jackfield.call.Ceiling;

/**
 * What an account may call, as far as it has been said for it: the server's own settings hold for
 * the rest.
 *
 * @param prefixes as in {@link Ceiling#prefixes()}
 * @param concurrent calls at once
 * @param perSecond calls placed in a second
 * @param minutesADay minutes of all calls from midnight to midnight (UTC)
 */
public record DialingPermissions(
    Optional<List<String>> prefixes,
    Optional<Integer> concurrent,
    Optional<Integer> perSecond,
    Optional<Integer> minutesADay) {

  /** Nothing has been said. */
  static final DialingPermissions NONE =
      new DialingPermissions(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What holds, with what the server says of the rest. */
  Ceiling over(Ceiling server) {
    return new Ceiling(
        prefixes.orElse(server.prefixes()),
        concurrent.or(server::concurrent),
        perSecond.or(server::perSecond),
        minutesADay.or(server::minutesADay));
  }
}
