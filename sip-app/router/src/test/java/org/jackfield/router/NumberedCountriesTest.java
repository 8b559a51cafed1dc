package org.jackfield.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P1.3: where a party is, as far as its number tells, and never invented. */
class NumberedCountriesTest {

  private final NumberedCountries countries = new NumberedCountries();

  @ParameterizedTest
  @CsvSource({
    "+12025550123, US",
    "+14165550123, CA",
    "+442079460123, GB",
    "+4930901820, DE",
    "+77272501234, KZ",
    "+74951234567, RU"
  })
  void knowsTheCountryOfANumber(String number, String country) {
    assertThat(countries.of(number)).contains(country);
  }

  @ParameterizedTest
  @CsvSource({
    "+15550001",
    "2025550123",
    "+80012345678",
    "client:joe",
    "sip:joe@example.com",
    "+",
    "+999999999999999999999"
  })
  void doesNotGuess(String party) {
    assertThat(countries.of(party)).isEmpty();
  }
}
