package org.jackfield.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the calls that an account places may go, so that who has stolen its token, or fooled its
 * application, cannot run up a bill.
 *
 * @param prefixes what numbers may begin with, such as {@code +44}; {@code !+4490} takes numbers
 *     out again and {@code *} is every number. The longest that fits decides, and without one a
 *     number may not be called
 * @param concurrent calls at once
 * @param perSecond calls placed in a second
 * @param minutesADay minutes of all calls from midnight to midnight (UTC)
 */
public record Ceiling(
    List<String> prefixes,
    Optional<Integer> concurrent,
    Optional<Integer> perSecond,
    Optional<Integer> minutesADay) {

  private static final int MOST = 500;
  private static final Pattern PREFIX = Pattern.compile("!?(?:\\+?[0-9]{1,15}|\\*)");
  private static final Pattern SIP = Pattern.compile("(?i)sips?:([^@;?:]*)[^@?]*@(.*)");
  private static final Pattern GLOBAL = Pattern.compile("\\+[0-9]{1,24}|[0-9]{7,24}");
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");

  /** No ceiling at all. */
  public static final Ceiling NONE =
      new Ceiling(List.of("*"), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where an entry is no prefix, saying what would have been right
   */
  public Ceiling {
    prefixes = List.copyOf(prefixes);
    if (prefixes.size() > MOST) {
      throw new IllegalArgumentException("There may be at most " + MOST + " prefixes");
    }
    prefixes.stream()
        .filter(prefix -> !PREFIX.matcher(prefix).matches())
        .findFirst()
        .ifPresent(wrong -> {
          throw new IllegalArgumentException(
              "A prefix is written like +44, !+4490 or *, not '" + wrong + "'");
        });
  }

  /** Reads prefixes that are separated by commas or spaces. */
  public static List<String> prefixes(String text) {
    List<String> prefixes = new ArrayList<>();
    for (String prefix : text.strip().split("[,\\s]+", -1)) {
      if (!prefix.isEmpty()) {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  /**
   * Whether somebody may be called. Clients may, and SIP addresses whose user is no telephone
   * number: the same number written as a SIP address is the same call.
   *
   * @param to number, {@code sip:} address or {@code client:} name
   */
  public boolean allows(String to) {
    return number(to).map(this::allowsNumber).orElse(true);
  }

  private boolean allowsNumber(String dialled) {
    String global = global(dialled);
    boolean allowed = false;
    int longest = -1;
    for (String entry : prefixes) {
      boolean takesOut = entry.startsWith("!");
      String prefix = takesOut ? entry.substring(1) : entry;
      int length = prefix.equals("*") ? 0 : prefix.length();
      boolean fits = length == 0 || dialled.startsWith(prefix) || global.startsWith(prefix);
      if (fits && (length > longest || (length == longest && takesOut))) {
        longest = length;
        allowed = !takesOut;
      }
    }
    return allowed;
  }

  /** As it is written between countries, as far as that can be known. */
  private static String global(String dialled) {
    if (dialled.startsWith("00")) {
      return "+" + dialled.substring(2);
    }
    // What is shorter is a number of a town, or an emergency
    return GLOBAL.matcher(dialled).matches() && !dialled.startsWith("+") ? "+" + dialled : dialled;
  }

  private static Optional<String> number(String to) {
    String lower = to.toLowerCase(Locale.ROOT);
    if (lower.startsWith("client:")) {
      return Optional.empty();
    }
    Matcher sip = SIP.matcher(to);
    if (sip.matches()) {
      String user = lean(decoded(sip.group(1)));
      boolean isPhone = sip.group(2).toLowerCase(Locale.ROOT).contains(";user=phone");
      return isPhone || GLOBAL.matcher(user).matches() ? Optional.of(user) : Optional.empty();
    }
    if (lower.startsWith("sip:") || lower.startsWith("sips:")) {
      return Optional.empty();
    }
    return Optional.of(lean(lower.startsWith("tel:") ? to.substring(4) : to));
  }

  private static String lean(String number) {
    return SEPARATORS.matcher(number).replaceAll("");
  }

  private static String decoded(String user) {
    try {
      return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return user;
    }
  }
}
