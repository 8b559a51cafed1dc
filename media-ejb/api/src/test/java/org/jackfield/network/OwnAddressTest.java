package org.jackfield.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a server is that was started with {@code -b}. */
class OwnAddressTest {

  private static Map<String, String> bound(String address) {
    return Map.of("jboss.bind.address", address);
  }

  @Test
  void knowsItsOwnNames() {
    Map<String, String> set =
        Map.of(
            "jackfield.domain", "Voice.example.com",
            "jboss.qualified.host.name", "one.example.com",
            "jboss.bind.address", "192.0.2.7");

    for (String own :
        List.of("voice.EXAMPLE.com", "voice.example.com.", "one.example.com", "192.0.2.7")) {
      assertThat(OwnAddress.isOwn(own, set::get)).as(own).isTrue();
    }
    assertThat(OwnAddress.isOwn("phones.example.com", set::get)).isFalse();
  }

  @Test
  void isOnLoopbackUnlessItIsToldOtherwise() {
    assertThat(OwnAddress.here(name -> null)).isEqualTo("127.0.0.1");
    assertThat(OwnAddress.seen(name -> null)).isEqualTo("127.0.0.1");
    assertThat(OwnAddress.httpPort(name -> null)).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "voice.example, voice.example",
    "2001:db8::7, [2001:db8::7]",
    "[2001:db8::7], [2001:db8::7]"
  })
  void isWhereItIsBound(String address, String written) {
    assertThat(OwnAddress.here(bound(address)::get)).isEqualTo(written);
    assertThat(OwnAddress.seen(bound(address)::get)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0"})
  void isOnLoopbackForItselfAndElsewhereForOthersWhereItIsBoundToAll(String any) throws Exception {
    assertThat(OwnAddress.here(bound(any)::get)).isEqualTo("127.0.0.1");
    InetAddress seen = InetAddress.getByName(OwnAddress.seen(bound(any)::get));
    assertThat(seen.isAnyLocalAddress()).isFalse();
    assertThat(seen).isEqualTo(OwnAddress.reachable());
  }

  @Test
  void hasThePortThatWasMoved() {
    Map<String, String> moved =
        Map.of("jboss.http.port", "9090", "jboss.socket.binding.port-offset", "100");

    assertThat(OwnAddress.httpPort(moved::get)).isEqualTo(9190);
  }
}
