package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Telephone events (RFC 4733) that Jazzer thinks up are keys that exist, one a packet at most. */
class KeysFuzzTest {

  // Sequence and timestamp as steps, the marker, and the four bytes of the event
  private static final int STEP = 7;

  static byte[][] seeds() {
    return new byte[][] {
      {1, 0, 1, 5, 10, 0, (byte) 160, 1, 0, 0, 5, 10, 1, 64, 1, 0, 0, 5, (byte) 0x8A, 1, 64},
      {1, 100, 0, 11, 10, (byte) 0xFF, (byte) 0xFF, 1, 127, 0, 11, 10, 0, 1}
    };
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void findsOnlyKeys(byte[] steps) {
    KeyReceiver receiver = new KeyReceiver(8_000);
    RtpPacket packet = new RtpPacket();
    byte[] bytes = new byte[RtpPacket.HEADER + 4];
    int sequence = 0;
    int timestamp = 0;
    for (int at = 0; at + STEP <= steps.length; at += STEP) {
      sequence += steps[at];
      timestamp += steps[at + 1] * 80;
      int length = bytes.length - (steps[at + 2] >> 1 & 3);
      RtpPacket.write(bytes, (steps[at + 2] & 1) != 0, 101, sequence & 0xFFFF, timestamp, 7);
      System.arraycopy(steps, at + 3, bytes, RtpPacket.HEADER, 4);
      if ((steps[at + 2] & 0x40) != 0) {
        receiver.reset();
      }
      assertThat(packet.read(bytes, length)).isTrue();
      char key = receiver.read(packet, bytes);
      if (key != KeyReceiver.NONE) {
        assertThat("0123456789*#ABCD").contains(String.valueOf(key));
        // The same packet again is no other press
        assertThat(receiver.read(packet, bytes)).isEqualTo(KeyReceiver.NONE);
      }
    }
  }
}
