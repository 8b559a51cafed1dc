package org.jackfield.sip.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.53, 10.0.0.53, 5060, true",
    "10.0.0.53:54, 10.0.0.53, 54, true",
    "::1, ::1, 5060, true",
    "[2001:db8::1], 2001:db8::1, 5060, true",
    "[::ffff:1.2.3.4]:53, ::ffff:1.2.3.4, 53, true",
    "sbc-1.example.com, sbc-1.example.com, 5060, false",
    "example.com.:5080, example.com., 5080, false"
  })
  void readsHostAndPort(String text, String host, int port, boolean address) {
    Endpoint endpoint = Endpoint.parse(text, 5060);

    assertThat(endpoint).isEqualTo(new Endpoint(host, port));
    assertThat(endpoint.isAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a host",
        "10.0.0",
        "10.0.0.300",
        "1.2.3.4.",
        "-a",
        "a_b",
        "a:",
        "a:b",
        "a:0",
        "a:65536",
        "a:999999",
        "[",
        "[::1",
        "[a]:5060",
        ":::",
        "fe80::1%eth0",
        " 10.0.0.1"
      })
  void refusesWhatRfc3261DoesNotWrite(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text, 5060));
  }
}
