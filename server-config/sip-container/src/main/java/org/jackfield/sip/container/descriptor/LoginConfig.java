package org.jackfield.sip.container.descriptor;

import java.util.Optional;

/**
 * How the sender of a request proves who it is.
 *
 * @param authMethod {@code DIGEST}, {@code BASIC} or {@code CLIENT-CERT}, in upper case
 */
public record LoginConfig(
    Optional<String> authMethod,
    Optional<String> realm,
    Optional<IdentityAssertion> identityAssertion) {

  /**
   * Trust in who a trusted peer says the sender is.
   *
   * @param required a request without an asserted identity is refused; otherwise it is challenged
   */
  public record IdentityAssertion(Scheme scheme, boolean required) {}

  /** The header in which the identity is asserted. */
  public enum Scheme {
    /** RFC 3325. */
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    /** RFC 4474 and 8224. */
    IDENTITY("Identity");

    private final String header;

    Scheme(String header) {
      this.header = header;
    }

    public String header() {
      return header;
    }
  }
}
