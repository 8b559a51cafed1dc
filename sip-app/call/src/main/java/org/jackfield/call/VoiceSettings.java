package org.jackfield.call;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an application is, for one call.
 *
 * @param start what is asked first, unless a document is given at once
 * @param document instructions given with the call, instead of an address
 * @param statusEvents of {@code initiated ringing answered completed}
 * @param remembered who shares the cookies of its calls (D14)
 */
public record VoiceSettings(
    Optional<Target> start,
    Optional<String> document,
    Optional<Target> fallback,
    Optional<Target> status,
    List<String> statusEvents,
    Remembered remembered) {

  /** With cookies that the two parties share, whoever calls. */
  public VoiceSettings(
      Optional<Target> start,
      Optional<String> document,
      Optional<Target> fallback,
      Optional<Target> status,
      List<String> statusEvents) {
    this(start, document, fallback, status, statusEvents, Remembered.PAIR);
  }

  /** Who shares a session, and with it cookies. */
  public enum Remembered {
    /** All calls of two parties with the application, whoever called. */
    PAIR("pair"),
    /** All calls from one party to the other. */
    ORDERED_PAIR("ordered-pair"),
    /** The one call. */
    CALL("call");

    private final String word;

    Remembered(String word) {
      this.word = word;
    }

    /** As the API says it. */
    public String word() {
      return word;
    }

    /** The one of that word. */
    public static Optional<Remembered> of(String word) {
      return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /**
   * An address and how it is asked.
   *
   * @param address absolute, with user information and fragment as the customer gave them
   * @param method {@code GET} or {@code POST}
   */
  public record Target(String address, String method) {

    /** The address as it may be told and written down: without name and password. */
    public String shown() {
      return address.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*@", "$1//");
    }
  }
}
