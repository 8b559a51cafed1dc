package org.jackfield.instruction;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that are relative to another. */
public final class References {

  private References() {}

  /**
   * The absolute address that a reference has at a place (RFC 3986 section 5.2.2); {@link
   * URI#resolve} follows the older RFC 2396, and loses the end of the path where only the query is
   * another.
   */
  public static URI resolve(URI base, String reference) throws URISyntaxException {
    URI address = new URI(reference);
    if (address.isAbsolute()) {
      return address;
    }
    return reference.isEmpty() || reference.startsWith("?")
        ? new URI(withoutQuery(base) + reference)
        : base.resolve(address);
  }

  private static String withoutQuery(URI address) {
    return address.toString().split("[?#]", 2)[0];
  }
}
