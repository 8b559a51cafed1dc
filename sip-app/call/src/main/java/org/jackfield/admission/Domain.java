package org.jackfield.admission;

import java.util.List;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;

/**
 * A SIP domain of an account, as far as its gate needs to know it.
 *
 * @param name in lower case
 * @param registers whether phones may register
 * @param secure whether only TLS and encrypted sound are taken
 * @param callers lists of users who may call
 * @param registrants lists of users who may register
 * @param networks from where anybody may call without a password
 */
public record Domain(
    Sid accountSid,
    Sid sid,
    String name,
    boolean registers,
    boolean secure,
    List<Sid> callers,
    List<Sid> registrants,
    AllowedNetworks networks) {

  /** Keeps the lists as they are now. */
  public Domain {
    callers = List.copyOf(callers);
    registrants = List.copyOf(registrants);
  }

  /** The lists of those who may call: without any of their own, of those who may register. */
  List<Sid> callingLists() {
    return callers.isEmpty() && registers ? registrants : callers;
  }
}
