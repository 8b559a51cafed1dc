package org.jackfield.trunk;

import java.util.Optional;

/**
 * How a trunk writes numbers.
 *
 * @param from where the number stands that was dialled
 * @param country whose plan numbers are of that are not written as E.164, e.g. {@code DE}
 * @param inwardStrip taken off the beginning of a number that comes in, where it is there
 * @param strip taken off the beginning of a number that is called, where it is there, e.g. {@code
 *     +}
 * @param prepend put before it then
 */
public record NumberRule(
    Source from, Optional<String> country, String inwardStrip, String strip, String prepend) {

  /** As E.164, from the Request-URI. */
  public static final NumberRule PLAIN =
      new NumberRule(Source.REQUEST_URI, Optional.empty(), "", "", "");

  /** Where the number stands that was dialled. */
  public enum Source {
    /** In the Request-URI. */
    REQUEST_URI,
    /** In the To, where the Request-URI names our registration. */
    TO
  }

  /** Numbering plans of the world. Any thread. */
  @FunctionalInterface
  public interface Plans {

    /**
     * A number as E.164.
     *
     * @param country whose plan it is of, nothing if it says it itself
     * @return nothing if it is no number that can be
     */
    Optional<String> international(String number, Optional<String> country);
  }

  /** A number as the provider wants it. */
  public String outward(String number) {
    String rest =
        !strip.isEmpty() && number.startsWith(strip) ? number.substring(strip.length()) : number;
    return prepend + rest;
  }

  /** Whom the provider is going to call, as E.164 where it can be known. */
  public String called(String number, Plans plans) {
    String leaving = outward(number);
    return country.flatMap(it -> plans.international(leaving, country)).orElse(leaving);
  }

  /** A number of the provider's as E.164; as it is where it is none (e.g. a short one). */
  public String inward(String dialled, Plans plans) {
    String rest =
        !inwardStrip.isEmpty() && dialled.startsWith(inwardStrip)
            ? dialled.substring(inwardStrip.length())
            : dialled;
    return plans.international(rest, country).orElse(rest);
  }
}
