package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jackfield.media.sdp.Crypto;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of RTP packets that Jazzer thinks up: opened, read, judged, put in order, decoded.
 */
class RtpFuzzTest {

  static byte[][] seeds() {
    byte[] calm = new byte[3 * 173];
    for (int i = 0; i < 3; i++) {
      byte[] packet = new byte[172];
      RtpPacket.write(packet, i == 0, 0, 0xFFFE + i, 160 * i, 7);
      calm[i * 173] = (byte) 172;
      System.arraycopy(packet, 0, calm, i * 173 + 1, 172);
    }
    byte[] odd = {
      24, (byte) 0xB1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 2
    };
    return new byte[][] {calm, odd};
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void takesAnyPackets(byte[] stream) {
    Counters counters = new Counters();
    Arrivals arrivals = new Arrivals(counters, 8_000);
    Inlet inlet = new Inlet(Codec.PCMU);
    SrtpStream secure = new SrtpStream(Crypto.random(1, Crypto.Suite.values()[0]));
    RtpPacket packet = new RtpPacket();
    byte[] bytes = new byte[Ticker.MOST_BYTES];
    long now = 0;
    int at = 0;
    // The first byte tells the length of a packet, so that a stream is bent and not only a packet
    while (at < stream.length) {
      int length = Math.min(stream[at] & 0xFF, stream.length - at - 1);
      System.arraycopy(stream, at + 1, bytes, 0, length);
      at += length + 1;
      now += Ticker.FRAME_NANOS;
      if (packet.read(bytes, length)) {
        assertThat(packet.offset()).isBetween(RtpPacket.HEADER, length);
        assertThat(packet.offset() + packet.length()).isBetween(RtpPacket.HEADER, length);
        Codec by = Codec.values()[packet.payloadType() % Codec.values().length];
        if (arrivals.judge(packet, by.clockRate(), now) != Verdict.DOUBTFUL) {
          inlet.put(packet, by, bytes, now);
        }
      }
      inlet.take(false, now);
      assertThat(secure.open(bytes, length)).isEqualTo(SrtpStream.FORGED);
      assertThat(secure.openRtcp(bytes, length)).isEqualTo(SrtpStream.FORGED);
    }
    assertThat(arrivals.fractionLost()).isBetween(0, 255);
    assertThat(counters.jitterMillis()).isNotNegative();
  }
}
