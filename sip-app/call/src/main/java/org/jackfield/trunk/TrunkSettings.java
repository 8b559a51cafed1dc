package org.jackfield.trunk;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Sid;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.SoundPolicy.Protection;
import org.jackfield.trunk.CallerIdPolicy.From;
import org.jackfield.trunk.CallerIdPolicy.Header;
import org.jackfield.trunk.CallerIdPolicy.Privacy;
import org.jackfield.trunk.NumberRule.Source;
import org.jackfield.trunk.Trunk.Admission;
import org.jackfield.trunk.Trunk.Limits;
import org.jackfield.trunk.Trunk.Outward;
import org.jackfield.trunk.Trunk.Registration;

/**
 * What is set of a trunk, each value in its one form: a trunk that is made of it cannot be wrong.
 */
public final class TrunkSettings {

  /** What is set where nothing is. */
  public static final TrunkSettings USUAL = new TrunkSettings(Map.of());

  private final Map<TrunkSetting, String> values;

  private TrunkSettings(Map<TrunkSetting, String> values) {
    this.values = values;
  }

  /**
   * Reads values as they were given.
   *
   * @throws IllegalArgumentException that names the setting and says what would have been right
   */
  public static TrunkSettings of(Map<TrunkSetting, String> given) {
    Map<TrunkSetting, String> read = new EnumMap<>(TrunkSetting.class);
    given.forEach((setting, text) -> read.put(setting, setting.read(text)));
    TrunkSettings settings = new TrunkSettings(Collections.unmodifiableMap(read));
    settings.check();
    return settings;
  }

  private void check() {
    if (is(TrunkSetting.REGISTER) && text(TrunkSetting.USERNAME).isEmpty()) {
      throw new IllegalArgumentException("register: username says who is registered");
    }
    if (text(TrunkSetting.FROM).equals("username") && text(TrunkSetting.USERNAME).isEmpty()) {
      throw new IllegalArgumentException("from: username says who it is");
    }
    if (text(TrunkSetting.INWARD_USERNAME).isEmpty()
        != text(TrunkSetting.INWARD_PASSWORD).isEmpty()) {
      throw new IllegalArgumentException("inwardPassword and inwardUsername go together");
    }
  }

  /** These, and what others say in their place. */
  public TrunkSettings with(Map<TrunkSetting, String> others) {
    Map<TrunkSetting, String> all = new EnumMap<>(TrunkSetting.class);
    all.putAll(values);
    all.putAll(others);
    return of(all);
  }

  /** What has been set, secrets too. */
  public Map<TrunkSetting, String> given() {
    return values;
  }

  /** What holds. */
  public String text(TrunkSetting setting) {
    return values.getOrDefault(setting, setting.usual());
  }

  private Optional<String> filled(TrunkSetting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isEmpty());
  }

  private int number(TrunkSetting setting) {
    return Integer.parseInt(text(setting));
  }

  private boolean is(TrunkSetting setting) {
    return text(setting).equals("true");
  }

  private List<String> words(TrunkSetting setting) {
    return Stream.of(text(setting).split("[,\\s]+", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private List<String> lines(TrunkSetting setting) {
    return text(setting).lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /** The trunk that they make, where the operator has set them. */
  public Trunk trunk(Sid sid, String name, Set<Sid> accounts, List<Gateway> gateways) {
    return trunk(sid, name, accounts, gateways, true);
  }

  /**
   * The trunk that they make.
   *
   * @param byOperator whether who runs the server has set them
   */
  public Trunk trunk(
      Sid sid, String name, Set<Sid> accounts, List<Gateway> gateways, boolean byOperator) {
    return new Trunk(
        sid, name, accounts, gateways, outward(gateways), admission(), numbers(), byOperator);
  }

  private Outward outward(List<Gateway> gateways) {
    Optional<Credentials> login =
        filled(TrunkSetting.USERNAME)
            .map(user -> new Credentials(user, text(TrunkSetting.PASSWORD)));
    return new Outward(
        login,
        registration(gateways),
        Duration.ofSeconds(number(TrunkSetting.PROBE_INTERVAL)),
        Duration.ofMillis(number(TrunkSetting.ANSWER_TIMEOUT)),
        new SoundPolicy(
            words(TrunkSetting.CODECS),
            filled(TrunkSetting.SRTP).map(it -> Protection.valueOf(it.toUpperCase(Locale.ROOT)))),
        callerId(),
        lines(TrunkSetting.HEADERS).stream().map(HeaderRule::of).toList(),
        new Limits(number(TrunkSetting.CALLS_PER_SECOND), number(TrunkSetting.CHANNELS)));
  }

  private Optional<Registration> registration(List<Gateway> gateways) {
    if (!is(TrunkSetting.REGISTER)) {
      return Optional.empty();
    }
    List<Gateway> inOrder = GatewayOrder.of(gateways, most -> most - 1);
    List<Gateway> registrars =
        filled(TrunkSetting.REGISTRAR)
            .map(address -> List.of(Gateway.of(address, transport(inOrder), 0, 0)))
            .orElse(inOrder);
    return registrars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Registration(
                registrars,
                text(TrunkSetting.USERNAME),
                Duration.ofSeconds(number(TrunkSetting.REGISTER_EXPIRES))));
  }

  private static String transport(List<Gateway> gateways) {
    return gateways.isEmpty() ? "" : gateways.getFirst().transport().name();
  }

  private CallerIdPolicy callerId() {
    List<String> headers = words(TrunkSetting.CALLER_ID_HEADERS);
    return new CallerIdPolicy(
        text(TrunkSetting.FROM).equals("username") ? From.USERNAME : From.CALLER,
        filled(TrunkSetting.FROM_DOMAIN),
        Stream.of(Header.values())
            .filter(header -> headers.contains(header.text()))
            .collect(Collectors.toSet()),
        switch (text(TrunkSetting.PRIVACY)) {
          case "off" -> Privacy.OFF;
          case "always" -> Privacy.ALWAYS;
          default -> Privacy.CALLER;
        });
  }

  private Admission admission() {
    return new Admission(
        words(TrunkSetting.NETWORKS),
        filled(TrunkSetting.INWARD_USERNAME)
            .map(user -> new Credentials(user, text(TrunkSetting.INWARD_PASSWORD)))
            .stream()
            .toList(),
        words(TrunkSetting.CREDENTIAL_LISTS).stream().map(Sid::new).toList(),
        lines(TrunkSetting.CERTIFICATE_SUBJECTS));
  }

  private NumberRule numbers() {
    return new NumberRule(
        text(TrunkSetting.NUMBER_FROM).equals("to") ? Source.TO : Source.REQUEST_URI,
        filled(TrunkSetting.COUNTRY),
        text(TrunkSetting.INWARD_STRIP),
        text(TrunkSetting.OUTWARD_STRIP),
        text(TrunkSetting.OUTWARD_PREPEND));
  }

  /** The names of what is set, and nothing else: some of it is secret. */
  @Override
  public String toString() {
    return "TrunkSettings" + values.keySet();
  }
}
