package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.jackfield.trunk.Gateway.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayOrderTest {

  private static final Gateway SPARE = gateway("spare", 20, 0);
  private static final Gateway LARGE = gateway("large", 10, 90);
  private static final Gateway SMALL = gateway("small", 10, 10);

  private static Gateway gateway(String host, int priority, int weight) {
    return Gateway.of(host + ":5060", "udp", priority, weight);
  }

  @Test
  void triesTheLowerPriorityFirst() {
    assertThat(GatewayOrder.of(List.of(SPARE, LARGE), most -> 0)).containsExactly(LARGE, SPARE);
  }

  @Test
  void sharesCallsByWeight() {
    Random chance = new Random(7);
    long first =
        java.util.stream.IntStream.range(0, 10_000)
            .filter(call ->
                GatewayOrder.of(List.of(SMALL, LARGE), chance::nextInt).getFirst().equals(LARGE))
            .count();

    assertThat(first).isBetween(8_700L, 9_200L);
  }

  @Test
  void drawsEachOnceWhateverChanceSays() {
    Random chance = new Random(1);
    for (int call = 0; call < 1_000; call++) {
      assertThat(GatewayOrder.of(List.of(SMALL, SPARE, LARGE), chance::nextInt))
          .containsExactlyInAnyOrder(SMALL, SPARE, LARGE)
          .endsWith(SPARE);
    }
  }

  @Test
  void readsAddressesWithAndWithoutPorts() {
    assertThat(Gateway.of("SIP.Example.com", "", 1, 2).uri("+4930"))
        .isEqualTo("sip:+4930@sip.example.com");
    Gateway six = Gateway.of("[2001:db8::1]:5061", "tls", 1, 2);
    assertThat(six.transport()).isEqualTo(Transport.TLS);
    assertThat(six.uri("100")).isEqualTo("sip:100@[2001:db8::1]:5061;transport=tls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sip:host", "a b", "host:0", "host:65536", "user@host", "host;lr"})
  void refusesWhatIsNoAddress(String address) {
    assertThatThrownBy(() -> Gateway.of(address, "udp", 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
