package org.jackfield.session;

/**
 * Whose cookies they are (D14): two addresses that call each other about one application.
 *
 * @param application the address that is asked first, without query, or an application's SID
 * @param one of the two addresses the lesser, unless the application wants them in order
 * @param other the greater
 */
public record SessionKey(String accountSid, String application, String one, String other) {

  /** A key of calls from the one to the other alone. */
  public static SessionKey ofOrderedPair(
      String account, String application, String from, String to) {
    // A space is in no address, so that it is no other pair's key
    return new SessionKey(account, application, from, to + " called");
  }

  /** A key of one call alone. */
  public static SessionKey ofCall(String account, String application, String callSid) {
    return new SessionKey(account, application, callSid, "");
  }

  /** The same key whoever of the two called. */
  public static SessionKey ofPair(String account, String application, String from, String to) {
    return from.compareTo(to) <= 0
        ? new SessionKey(account, application, from, to)
        : new SessionKey(account, application, to, from);
  }
}
