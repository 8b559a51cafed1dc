package org.jackfield.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialledNumbersTest {

  private final DialledNumbers numbers = new DialledNumbers();

  @ParameterizedTest
  @CsvSource({
    "03012345678, DE, +493012345678",
    "004915112345678, DE, +4915112345678",
    "2025550143, US, +12025550143",
    "0012025550143, DE, +12025550143",
    "+4930 123456, FR, +4930123456"
  })
  void writesNumbersOfACountryAsE164(String dialled, String country, String number) {
    assertThat(numbers.international(dialled, Optional.of(country))).contains(number);
  }

  @Test
  void leavesWhatIsNoNumber() {
    assertThat(numbers.international("100", Optional.of("DE"))).isEmpty();
    assertThat(numbers.international("03012345678", Optional.empty())).isEmpty();
    assertThat(numbers.international("sip:ada@example.com", Optional.of("DE"))).isEmpty();
    assertThat(numbers.international("anonymous", Optional.of("DE"))).isEmpty();
  }
}
