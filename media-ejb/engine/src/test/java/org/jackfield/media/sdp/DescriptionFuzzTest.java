package org.jackfield.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Negotiation.Agreed;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Descriptions that Jazzer thinks up are refused, or answered with one that can be read and agrees.
 */
class DescriptionFuzzTest {

  private static final LocalMedia LOCAL =
      new LocalMedia(address(), 21_000, List.of(Codec.values()), Protection.OFF, 1);

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 9});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static String[] seeds() {
    return new String[] {
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.1
      s=-
      c=IN IP4 192.0.2.1
      t=0 0
      m=audio 49170/2 RTP/AVP 0 8 9 101
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:20
      a=sendonly
      a=rtcp-mux
      """,
      """
      v=0
      m=video 0 RTP/AVP 31
      m=audio 5004 RTP/SAVP 96 97
      c=IN IP4 0.0.0.0
      a=rtcp:5007
      a=rtpmap:96 opus/48000/2
      a=rtpmap:97 telephone-event/48000
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4
      """
    };
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void answersOrRefuses(String text) throws MediaRefused {
    if (text == null) {
      return;
    }
    SessionDescription read;
    Agreed agreed;
    try {
      read = SessionDescription.read(text);
      takesAsAnswer(read, new DescriptionWriter(LOCAL).offer(1, Optional.empty()));
      agreed = new Negotiation(LOCAL).toOffer(read);
    } catch (MediaRefused refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    String answer = new DescriptionWriter(LOCAL).answer(read, agreed, 1);
    SessionDescription again = SessionDescription.read(answer);
    assertThat(again.media()).hasSameSizeAs(read.media());
    MediaLine ours = again.media().get(agreed.index());
    assertThat(ours.port()).isEqualTo(LOCAL.port());
    assertThat(ours.direction()).isEqualTo(agreed.agreement().direction());
    assertThat(Arrays.asList(Codec.values())).contains(agreed.agreement().codec());
    String later = new DescriptionWriter(LOCAL).reoffer(read, agreed.withoutHold(), 2);
    assertThat(SessionDescription.read(later).media()).hasSameSizeAs(read.media());
    takesAsAnswer(read, later);
  }

  /** Or refuses it. */
  private static void takesAsAnswer(SessionDescription answer, String offer) throws MediaRefused {
    SessionDescription ours = SessionDescription.read(offer);
    try {
      Agreed agreed = new Negotiation(LOCAL).toAnswer(answer, ours, Optional.empty());
      Agreement agreement = agreed.agreement();
      assertThat(ours.media().get(agreed.index()).port()).isEqualTo(LOCAL.port());
      assertThat(agreement.codecOf(agreement.receiveType())).isEqualTo(agreement.codec());
      assertThat(agreement.others().codecs()).doesNotContainKey(agreement.receiveType());
    } catch (MediaRefused refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
