package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jackfield.media.sdp.Crypto;
import org.jackfield.media.sdp.Crypto.Suite;
import org.junit.jupiter.api.Test;

/** A peer that changes its key leaves ours as it is, and where it is. */
class ChangedKeyTest {

  private static final int REPORT = 32;

  private final Crypto ours = Crypto.random(1, Suite.values()[0]);
  private final Crypto theirs = Crypto.random(1, Suite.values()[0]);

  private static byte[] report() {
    byte[] bytes = new byte[REPORT + 64];
    bytes[0] = (byte) 0x80;
    bytes[1] = (byte) 201;
    bytes[3] = REPORT / 4 - 1;
    return bytes;
  }

  @Test
  void letsOurReportsGoOn() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      Transport transport = new Transport(channel, new Counters());
      SrtpStream peer = new SrtpStream(ours);
      transport.secure(Optional.of(new Keys(ours, theirs)));
      for (int i = 0; i < 2; i++) {
        byte[] before = report();
        assertThat(peer.openRtcp(before, transport.protectRtcp(before, REPORT))).isEqualTo(REPORT);
      }

      transport.secure(Optional.of(new Keys(ours, Crypto.random(1, Suite.values()[0]))));

      byte[] after = report();
      assertThat(peer.openRtcp(after, transport.protectRtcp(after, REPORT)))
          .as("no report with a number that was given before")
          .isEqualTo(REPORT);
    }
  }

  @Test
  void goesOnWhereTheSameKeyStandsInAnotherLine() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      Transport transport = new Transport(channel, new Counters());
      SrtpStream peer = new SrtpStream(theirs);
      transport.secure(Optional.of(new Keys(ours, theirs)));
      byte[] first = report();
      int length = peer.protectRtcp(first, REPORT);
      byte[] again = first.clone();
      assertThat(transport.openRtcp(first, length)).isEqualTo(REPORT);

      transport.secure(Optional.of(new Keys(ours.withTag(2), theirs.withTag(2))));

      assertThat(transport.openRtcp(again, length)).as("a replay").isZero();
      byte[] next = report();
      assertThat(transport.openRtcp(next, peer.protectRtcp(next, REPORT))).isEqualTo(REPORT);
    }
  }

  @Test
  void opensWithTheNewKeyAlone() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      Transport transport = new Transport(channel, new Counters());
      Crypto next = Crypto.random(1, Suite.values()[0]);
      transport.secure(Optional.of(new Keys(ours, theirs)));
      transport.secure(Optional.of(new Keys(ours, next)));

      byte[] old = report();
      assertThat(transport.openRtcp(old, new SrtpStream(theirs).protectRtcp(old, REPORT))).isZero();
      byte[] fresh = report();
      assertThat(transport.openRtcp(fresh, new SrtpStream(next).protectRtcp(fresh, REPORT)))
          .isEqualTo(REPORT);
    }
  }
}
