package org.jackfield.call;

import java.util.List;
import java.util.Optional;

/**
 * Where an application is, for one call.
 *
 * @param start what is asked first, unless a document is given at once
 * @param document instructions given with the call, instead of an address
 * @param statusEvents of {@code initiated ringing answered completed}
 */
public record VoiceSettings(
    Optional<Target> start,
    Optional<String> document,
    Optional<Target> fallback,
    Optional<Target> status,
    List<String> statusEvents) {

  /**
   * An address and how it is asked.
   *
   * @param address absolute, with user information and fragment as the customer gave them
   * @param method {@code GET} or {@code POST}
   */
  public record Target(String address, String method) {}
}
