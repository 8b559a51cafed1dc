package org.jackfield.media.flow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is heard while it rings, is busy, or cannot be reached, in the common countries (ITU-T E.180
 * supplement 2). A tone that is modulated there is made of the two lines around the carrier.
 */
public final class CountryTones {

  private static final List<Integer> UK_RING = List.of(400, 450);
  private static final int[] DOUBLE_RING = {400, 200, 400, 2_000};

  private record Country(Tone ringback, Tone busy, Tone congestion) {}

  private static final Map<String, Country> COUNTRIES = new TreeMap<>();

  static {
    america();
    europe();
    others();
    COUNTRIES.put("ca", countryOf("us"));
    COUNTRIES.put("gb", countryOf("uk"));
  }

  private CountryTones() {}

  /**
   * A tone by its name: {@code ringback-us}, {@code busy-uk}, {@code congestion-de}, {@code beep},
   * {@code key-5}, {@code dial-us}. Without a country it is that of the United States.
   */
  public static Optional<Tone> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.equals("beep")) {
      return Optional.of(Tone.beep());
    }
    if (plain.equals("dial-us")) {
      return Optional.of(new Tone(List.of(new Tone.Stretch(List.of(350, 440), 15_000)), false));
    }
    if (plain.startsWith("key-")) {
      return plain.matches("key-[0-9a-d*#]")
          ? Optional.of(Tone.key(Character.toUpperCase(plain.charAt(4)), 100, 100))
          : Optional.empty();
    }
    int dash = plain.indexOf('-');
    String what = dash < 0 ? plain : plain.substring(0, dash);
    Country country = COUNTRIES.get(dash < 0 ? "us" : plain.substring(dash + 1));
    if (country == null) {
      return Optional.empty();
    }
    return switch (what) {
      case "ringback" -> Optional.of(country.ringback());
      case "busy" -> Optional.of(country.busy());
      case "congestion" -> Optional.of(country.congestion());
      default -> Optional.empty();
    };
  }

  /** The countries that are known, by the two letters of ISO 3166; {@code uk}, {@code us-old}. */
  public static Set<String> countries() {
    return Set.copyOf(COUNTRIES.keySet());
  }

  private static Country countryOf(String name) {
    return Objects.requireNonNull(COUNTRIES.get(name), name);
  }

  private static void america() {
    COUNTRIES.put("us", american(List.of(440, 480), 2_000, 4_000));
    COUNTRIES.put(
        "br",
        new Country(
            Tone.cadence(List.of(425), 1_000, 4_000),
            Tone.cadence(List.of(425), 250, 250),
            Tone.cadence(List.of(425), 250, 250, 750, 250)));
    // As it was before 1960; 420 Hz modulated by 40, and 500 by 100
    COUNTRIES.put(
        "us-old",
        new Country(
            Tone.cadence(List.of(380, 460), 2_000, 4_000),
            Tone.cadence(List.of(400, 600), 500, 500),
            Tone.cadence(List.of(400, 600), 250, 250)));
    plain("mx", 425, 1_000, 4_000, 250, 250);
    plain("cl", 400, 1_000, 3_000, 500, 200);
    plain("ve", 425, 1_000, 4_000, 500, 250);
  }

  private static void europe() {
    COUNTRIES.put("uk", british(UK_RING, 400, 375, Tone.cadence(List.of(400), 400, 350, 225, 525)));
    COUNTRIES.put("ie", british(UK_RING, 425, 500, Tone.cadence(List.of(425), 400, 350, 225, 525)));
    COUNTRIES.put(
        "es",
        new Country(
            Tone.cadence(List.of(425), 1_500, 3_000),
            Tone.cadence(List.of(425), 200, 200),
            Tone.cadence(List.of(425), 200, 200, 200, 200, 200, 600)));
    plain("de", 425, 1_000, 4_000, 480, 240);
    plain("fr", 440, 1_500, 3_500, 500, 250);
    plain("it", 425, 1_000, 4_000, 500, 200);
    plain("nl", 425, 1_000, 4_000, 500, 250);
    plain("ch", 425, 1_000, 4_000, 500, 200);
    plain("at", 420, 1_000, 5_000, 400, 200);
    plain("be", 425, 1_000, 3_000, 500, 167);
    plain("se", 425, 1_000, 5_000, 250, 250);
    plain("no", 425, 1_000, 4_000, 500, 200);
    plain("dk", 425, 1_000, 4_000, 250, 250);
    plain("fi", 425, 1_000, 4_000, 300, 200);
    plain("pl", 425, 1_000, 4_000, 500, 500);
    plain("pt", 425, 1_000, 5_000, 500, 200);
    plain("ru", 425, 1_000, 4_000, 400, 200);
    plain("bg", 425, 1_000, 4_000, 500, 250);
    plain("cz", 425, 1_000, 4_000, 330, 165);
    plain("ee", 425, 1_000, 4_000, 300, 200);
    plain("gr", 425, 1_000, 4_000, 300, 200);
    plain("hu", 425, 1_250, 3_750, 300, 300);
    plain("lt", 425, 1_000, 4_000, 350, 200);
  }

  private static void others() {
    COUNTRIES.put("au", british(List.of(400, 425, 450), 425, 375, even(425, 375)));
    COUNTRIES.put("in", british(List.of(375, 400, 425), 400, 750, even(400, 250)));
    COUNTRIES.put("nz", british(UK_RING, 400, 500, even(400, 250)));
    COUNTRIES.put("za", british(List.of(367, 400, 433), 400, 500, even(400, 250)));
    COUNTRIES.put(
        "jp",
        new Country(Tone.cadence(List.of(384, 416), 1_000, 2_000), even(400, 500), even(400, 500)));
    COUNTRIES.put("my", british(List.of(425), 425, 500, even(425, 500)));
    COUNTRIES.put("sg", british(List.of(425), 425, 750, even(425, 250)));
    COUNTRIES.put("ph", american(List.of(425, 480), 1_000, 4_000));
    COUNTRIES.put("tw", american(List.of(440, 480), 1_000, 2_000));
    plain("cn", 450, 1_000, 4_000, 350, 700);
    plain("il", 400, 1_000, 3_000, 500, 250);
    plain("th", 400, 1_000, 4_000, 500, 300);
  }

  private static Country american(List<Integer> ring, int ringing, int pause) {
    List<Integer> unreached = List.of(480, 620);
    return new Country(
        Tone.cadence(ring, ringing, pause),
        Tone.cadence(unreached, 500, 500),
        Tone.cadence(unreached, 250, 250));
  }

  private static Country british(List<Integer> ring, int hertz, int busy, Tone congestion) {
    return new Country(Tone.cadence(ring, DOUBLE_RING), even(hertz, busy), congestion);
  }

  // One line for all three; busy and congestion sound as long as they pause
  private static void plain(
      String name, int hertz, int ring, int ringPause, int busy, int congestion) {
    Tone ringback = Tone.cadence(List.of(hertz), ring, ringPause);
    COUNTRIES.put(name, new Country(ringback, even(hertz, busy), even(hertz, congestion)));
  }

  private static Tone even(int hertz, int millis) {
    return Tone.cadence(List.of(hertz), millis, millis);
  }
}
