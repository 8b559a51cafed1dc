package org.jackfield.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTemplateTest {

  private static final Map<String, String> CALL =
      Map.of("To", "+15550002", "From", "sip:a b@x", "Host", "evil.example");

  @ParameterizedTest
  @CsvSource({
    "http://app/{To}/x, http://app/%2B15550002/x",
    "http://app/x?from={From}, http://app/x?from=sip%3Aa%20b%40x",
    "http://app/{FromCity}/x?c={FromCity}, http://app//x?c=",
    "http://{Host}/x, http://{Host}/x",
    "http://app/%7BTo%7D/x, http://app/%2B15550002/x",
    "http://app/{not a name}, http://app/{not a name}",
    "http://app/plain#rc=2, http://app/plain#rc=2"
  })
  void fillsInWhatIsKnownOfTheCall(String template, String address) {
    assertThat(AddressTemplate.expand(template, CALL)).isEqualTo(address);
  }
}
