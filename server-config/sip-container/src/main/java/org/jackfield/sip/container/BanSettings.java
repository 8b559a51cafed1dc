package org.jackfield.sip.container;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jackfield.sip.container.ban.Network;

/**
 * Who is shut out, and for how long.
 *
 * @param failures that a source may have in a minute: above, it is banned; 0 bans nobody
 * @param shortest how long a source is banned for the first time; each further ban lasts four times
 *     as long
 * @param longest how long a ban lasts at most
 * @param capacity sources remembered, and sources banned; the mildest go first
 * @param trusted networks that are never banned
 * @param scanners what User-Agents of scanners contain, in lower case: they get no answer
 * @param answersStrangers whether OPTIONS outside a dialog is answered to those whom nobody knows
 */
public record BanSettings(
    int failures,
    Duration shortest,
    Duration longest,
    int capacity,
    List<Network> trusted,
    List<String> scanners,
    boolean answersStrangers) {
  public static final BanSettings DEFAULT =
      new BanSettings(
          10,
          Duration.ofMinutes(5),
          Duration.ofDays(1),
          100_000,
          List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128")),
          List.of("friendly-scanner", "sipvicious", "sundayddr", "sip-scan", "iwar"),
          false);

  public BanSettings {
    trusted = List.copyOf(trusted);
    scanners = scanners.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (failures < 0 || capacity < 1) {
      throw new IllegalArgumentException(
          "Failures are 0 or more and the capacity 1 or more, not " + failures + ", " + capacity);
    }
    if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "A ban lasts longer than 0, and the longest no less than the first: ban-time would be %d,"
                  .formatted(shortest.toSeconds())
              + " ban-time-max %d".formatted(longest.toSeconds()));
    }
    if (scanners.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("The User-Agent of a scanner has at least one letter");
    }
  }
}
