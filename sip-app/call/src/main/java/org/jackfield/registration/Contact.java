package org.jackfield.registration;

import java.time.Duration;
import java.util.Optional;

/**
 * One address that a phone wants to be called at, as a REGISTER names it.
 *
 * @param uri where it is called
 * @param own what the phone itself calls its place, which it says again after its connection or its
 *     translator has changed
 * @param expires how long it asks for, if it says so for this contact
 * @param q how much it is wanted, from 0 to 1
 * @param instance {@code +sip.instance}: which device it is, if it says so
 * @param regId {@code reg-id}: which of the device's connections, if it says so (RFC 5626)
 */
public record Contact(
    String uri,
    String own,
    Optional<Duration> expires,
    float q,
    Optional<String> instance,
    Optional<Integer> regId) {

  /** RFC 5626 section 4.2.1: a connection has a number only where the device has a name. */
  public Contact {
    if (instance.isEmpty()) {
      regId = Optional.empty();
    }
  }
}
