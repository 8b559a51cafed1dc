package org.jackfield.trunk;

import java.util.List;
import java.util.Set;
import org.jackfield.call.Sid;

/**
 * By which trunks numbers of a prefix are called.
 *
 * @param prefix such as {@code +49}; the empty one is of all numbers
 * @param trunks the first that can is used
 * @param accounts whose calls; where there is none, those of all
 */
public record Route(String prefix, List<Sid> trunks, Set<Sid> accounts) {

  /** Copies what is not its own. */
  public Route {
    trunks = List.copyOf(trunks);
    accounts = Set.copyOf(accounts);
  }

  boolean isOf(Sid account, String number) {
    return number.startsWith(prefix) && (accounts.isEmpty() || accounts.contains(account));
  }
}
