package org.jackfield.router.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.network.AllowedNetworks;
import org.jackfield.setting.WholeNumbers;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets of requests to applications, by system property.
 *
 * @param allowed private networks that applications may be in (D21): {@code
 *     jackfield.application.allowed-networks}, or else {@code jackfield.allowed-networks}
 * @param demo the server of {@code jackfield.demo.url}, which the operator has named himself
 * @param longestCookie {@code jackfield.cookies.longest-life} in seconds: what applications want
 *     beyond it is cut (P3.7)
 * @param cachedBytes {@code jackfield.application.cached-bytes}: documents that are kept (P1.19)
 */
public record WebSettings(
    AllowedNetworks allowed, Optional<URI> demo, Duration longestCookie, long cachedBytes) {

  private static final int FOUR_HOURS = 4 * 3_600;
  private static final long CACHED = 16L * 1_024 * 1_024;

  /** From the system's properties. */
  public static WebSettings ofSystem() {
    return read(System::getProperty);
  }

  static WebSettings read(UnaryOperator<@Nullable String> property) {
    String own = text(property, "jackfield.application.allowed-networks");
    WholeNumbers numbers = new WholeNumbers(property);
    return new WebSettings(
        AllowedNetworks.parse(own.isEmpty() ? text(property, "jackfield.allowed-networks") : own),
        demo(text(property, "jackfield.demo.url")),
        numbers.secondsOf("jackfield.cookies.longest-life", FOUR_HOURS, 0),
        numbers.longOf("jackfield.application.cached-bytes", CACHED, 0));
  }

  private static Optional<URI> demo(String address) {
    try {
      return Optional.of(address)
          .filter(text -> !text.isEmpty())
          .map(URI::create)
          .filter(HttpApplication::isWeb);
    } catch (IllegalArgumentException noAddress) {
      // The call that asks it will be told
      return Optional.empty();
    }
  }

  private static String text(UnaryOperator<@Nullable String> property, String name) {
    String value = property.apply(name);
    return value == null ? "" : value.strip();
  }
}
