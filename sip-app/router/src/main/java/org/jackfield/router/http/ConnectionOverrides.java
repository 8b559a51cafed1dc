package org.jackfield.router.http;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an address wants to be asked, from its fragment: {@code #ct=2000&rt=5000&rc=2&rp=ct,rt}. What
 * is unknown or out of bounds is left at its default.
 *
 * @param connect how long connecting may take, 100 to 10,000 ms
 * @param read how long may pass until something comes, 100 to 15,000 ms
 * @param total how long all attempts together may take, 100 to 15,000 ms
 * @param retries attempts after the first, 0 to 5
 * @param retried what is tried again
 */
record ConnectionOverrides(
    Duration connect, Duration read, Duration total, int retries, Set<Mishap> retried) {

  static final ConnectionOverrides NONE =
      new ConnectionOverrides(
          Duration.ofMillis(5_000),
          Duration.ofMillis(15_000),
          Duration.ofMillis(15_000),
          1,
          EnumSet.of(Mishap.CONNECT));

  /** What can go wrong, as far as retries care. */
  enum Mishap {
    /** No connection in time, or none at all. */
    CONNECT("ct"),
    /** No answer in time. */
    READ("rt"),
    /** A status from 400 to 499. */
    CLIENT_ERROR("4xx"),
    /** A status from 500 on. */
    SERVER_ERROR("5xx"),
    /** Something that another attempt will not mend. */
    FINAL("");

    private final String word;

    Mishap(String word) {
      this.word = word;
    }

    private static Set<Mishap> of(String words) {
      Set<Mishap> all = EnumSet.noneOf(Mishap.class);
      for (String word : words.split(",", -1)) {
        for (Mishap mishap : values()) {
          if (mishap != FINAL && (word.equals(mishap.word) || word.equals("all"))) {
            all.add(mishap);
          }
        }
      }
      return all;
    }
  }

  static ConnectionOverrides of(URI address) {
    Map<String, String> said = Form.read(Optional.ofNullable(address.getFragment()).orElse(""));
    return new ConnectionOverrides(
        millis(said, "ct", 10_000, NONE.connect),
        millis(said, "rt", 15_000, NONE.read),
        millis(said, "tt", 15_000, NONE.total),
        number(said, "rc", 0, 5).orElse(NONE.retries),
        said.containsKey("rp") ? Mishap.of(said.getOrDefault("rp", "")) : NONE.retried);
  }

  private static Duration millis(Map<String, String> said, String key, int most, Duration other) {
    return number(said, key, 100, most).map(Duration::ofMillis).orElse(other);
  }

  private static Optional<Integer> number(
      Map<String, String> said, String key, int least, int most) {
    String text = said.getOrDefault(key, "");
    if (!text.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? Optional.empty() : Optional.of(number);
  }
}
