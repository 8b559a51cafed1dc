package org.jackfield.sip.container.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "10.1.0.0/15, 10.0.9.9, true",
    "10.2.0.0/15, 10.1.9.9, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void containsWhatBeginsAlike(String network, String address, boolean expected) throws Exception {
    assertThat(Network.parse(network).contains(InetAddress.getByName(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "192.0.2",
        "192.0.2.0/33",
        "192.0.2.0/x",
        "::1/129",
        "1.2.3.999"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void saysWhatWouldHaveBeenRight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse("office"))
        .withMessageContaining("192.0.2.0/24")
        .withMessageContaining("'office'");
  }
}
