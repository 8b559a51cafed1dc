package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.media.MediaRefused;
import org.junit.jupiter.api.Test;

class PortPoolTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void saysAtTheStartThatItsAddressIsNone() throws Exception {
    // RFC 5737: of nobody
    EngineSettings wrong = EngineSettings.at(InetAddress.getByName("192.0.2.7"));
    assertThatThrownBy(() -> new RtpEngine(wrong).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("192.0.2.7 (jackfield.rtp.address) is no address of this host")
        .hasRootCauseInstanceOf(BindException.class);
  }

  @Test
  void saysThatTheSystemGivesNoSocketAndTriesNoOtherPort() {
    AtomicInteger tries = new AtomicInteger();
    PortPool pool =
        new PortPool(
            HERE,
            21_000,
            21_099,
            (bind, port) -> {
              tries.incrementAndGet();
              throw new SocketException("Too many open files");
            });
    assertThatThrownBy(pool::take)
        .isInstanceOf(MediaRefused.class)
        .hasMessage("the system opens no socket: Too many open files")
        .hasCauseInstanceOf(SocketException.class);
    assertThat(tries).hasValue(1);
    assertThat(pool.left()).isEqualTo(50);
  }

  @Test
  void takesAnotherPairWhereOneIsHeld() throws Exception {
    PortPool pool = new PortPool(HERE, 20_910, 20_913);
    try (DatagramSocket held = new DatagramSocket(new InetSocketAddress(HERE, 20_911))) {
      PortPair pair = pool.take();
      assertThat(pair.port()).isEqualTo(20_912);
      assertThatThrownBy(pool::take)
          .isInstanceOf(MediaRefused.class)
          .hasCauseInstanceOf(BindException.class);
      assertThat(held.isBound()).isTrue();
      pool.giveBack(pair);
    }
    assertThat(pool.left()).isEqualTo(2);
  }
}
