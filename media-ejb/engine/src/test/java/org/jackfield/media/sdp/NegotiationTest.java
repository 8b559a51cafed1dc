package org.jackfield.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Negotiation.Agreed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";
  private static final String INLINE = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

  private final LocalMedia local =
      new LocalMedia(address(198, 51, 100, 1), 21_000, List.of(Codec.values()), Protection.OFF, 7);
  private final Negotiation negotiation = new Negotiation(local);

  private static InetAddress address(int... parts) {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) parts[0], (byte) parts[1], (byte) parts[2], (byte) parts[3]});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Agreement agreed(String media) throws MediaRefused {
    return negotiation.toOffer(SessionDescription.read(HEAD + media)).agreement();
  }

  private String answer(String media) throws MediaRefused {
    SessionDescription offer = SessionDescription.read(HEAD + media);
    Agreed agreed = negotiation.toOffer(offer);
    return new DescriptionWriter(local).answer(offer, agreed, 1);
  }

  @Test
  void choosesTheCodecThatIsDearestToUs() throws Exception {
    Agreement agreement =
        agreed("m=audio 4000 RTP/AVP 18 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\n");
    assertThat(agreement.codec()).isEqualTo(Codec.PCMU);
    assertThat(agreement.sendType()).isZero();
    assertThat(agreement.events()).contains(new Agreement.Events(101, 101));
    assertThat(agreement.peer()).isEqualTo(new InetSocketAddress("192.0.2.9", 4_000));
    assertThat(agreement.peerRtcp().getPort()).isEqualTo(4_001);
    assertThat(agreement.direction()).isEqualTo(Direction.SENDRECV);
  }

  @ParameterizedTest
  @CsvSource({
    "9, G722, 9",
    "8, PCMA, 8",
    "96, OPUS, 96",
    "97, L16, 97",
    "98, PCMU, 98",
  })
  void knowsStaticAndDynamicTypes(String types, Codec codec, int type) throws Exception {
    Agreement agreement =
        agreed(
            "m=audio 4000 RTP/AVP "
                + types
                + "\r\n"
                + "a=rtpmap:96 OPUS/48000/2\r\n"
                + "a=rtpmap:97 L16/16000\r\n"
                + "a=rtpmap:98 pcmu/8000\r\n");
    assertThat(agreement.codec()).isEqualTo(codec);
    assertThat(agreement.receiveType()).isEqualTo(type);
  }

  @Test
  void takesEventsOfTheClockOfTheCodecAlone() throws Exception {
    assertThat(
            agreed(
                    "m=audio 4000 RTP/AVP 96 101\r\na=rtpmap:96 opus/48000/2\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\n")
                .events())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv, SENDRECV",
    "sendonly, RECVONLY",
    "recvonly, SENDONLY",
    "inactive, INACTIVE",
  })
  void mirrorsTheDirection(String theirs, Direction ours) throws Exception {
    String media = "m=audio 4000 RTP/AVP 0\r\na=" + theirs + "\r\n";
    assertThat(agreed(media).direction()).isEqualTo(ours);
    assertThat(answer(media)).contains("a=" + ours.attribute() + "\r\n");
  }

  @Test
  void takesTheOldAddressOfZerosForHold() throws Exception {
    Agreement agreement = agreed("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n");
    assertThat(agreement.direction()).isEqualTo(Direction.RECVONLY);
  }

  @Test
  void refusesEachSectionButTheVoice() throws Exception {
    assertThat(
            answer(
                "m=video 5000 RTP/AVP 96\r\n"
                    + "m=audio 4000 RTP/AVP 8\r\n"
                    + "m=application 9 TCP/X y z\r\n"))
        .containsSubsequence(
            "m=video 0 RTP/AVP 96\r\n",
            "m=audio 21000 RTP/AVP 8\r\n",
            "m=application 0 TCP/X y z\r\n");
  }

  /** RFC 3264 section 8: no m= line of a session ever goes away. */
  @Test
  void keepsEachSectionInOffersOfItsOwn() throws Exception {
    SessionDescription offer =
        SessionDescription.read(
            HEAD
                + "m=video 5000 RTP/AVP 96 97\r\n"
                + "m=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "m=image 5002 udptl t38\r\n");
    Agreed agreed = negotiation.toOffer(offer);

    String ours = new DescriptionWriter(local).reoffer(offer, agreed, 2);

    assertThat(ours)
        .containsSubsequence(
            "m=video 0 RTP/AVP 96 97\r\n",
            "m=audio 21000 RTP/AVP 8 101\r\n",
            "m=image 0 udptl t38\r\n");
    SessionDescription read = SessionDescription.read(ours);
    String answer =
        HEAD + "m=video 0 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 8\r\nm=image 0 udptl t38\r\n";
    Agreed again = negotiation.toAnswer(SessionDescription.read(answer), read, Optional.empty());
    assertThat(again.index()).isOne();
    assertThat(again.agreement().peer()).isEqualTo(new InetSocketAddress("192.0.2.9", 4_000));
    assertThatThrownBy(() ->
            negotiation.toAnswer(
                SessionDescription.read(HEAD + "m=audio 4000 RTP/AVP 8\r\n"),
                read,
                Optional.empty()))
        .isInstanceOf(MediaRefused.class);
  }

  @Test
  void sharesThePortWithRtcpWhereAsked() throws Exception {
    String media = "m=audio 4000 RTP/AVP 0\r\na=rtcp-mux\r\n";
    assertThat(agreed(media).peerRtcp().getPort()).isEqualTo(4_000);
    assertThat(answer(media)).contains("a=rtcp-mux\r\n");
    assertThat(answer("m=audio 4000 RTP/AVP 0\r\n")).doesNotContain("rtcp-mux");
    assertThat(agreed("m=audio 4000 RTP/AVP 0\r\na=rtcp:4444\r\n").peerRtcp().getPort())
        .isEqualTo(4_444);
  }

  @Test
  void answersAnEncryptedOfferWithAKeyOfItsOwn() throws Exception {
    String media =
        "m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_256_CM_HMAC_SHA1_80 "
            + INLINE
            + "\r\n"
            + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 "
            + INLINE
            + "|2^20\r\n";
    Agreement agreement = agreed(media);
    assertThat(agreement.keys().orElseThrow().theirs().suite())
        .isEqualTo(Crypto.Suite.AES_CM_128_HMAC_SHA1_32);
    assertThat(agreement.keys().orElseThrow().ours().tag()).isEqualTo(2);
    assertThat(agreement.toString()).doesNotContain("inline");
    assertThat(answer(media))
        .contains("m=audio 21000 RTP/SAVP 0\r\n", "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:")
        .doesNotContain(INLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 4000 RTP/SAVP 0\r\n",
        "m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:short\r\n",
        "m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:???\r\n",
        "m=audio 0 RTP/AVP 0\r\n",
        "m=audio 4000 RTP/AVP 18\r\n",
        "m=audio 4000 RTP/AVP 300\r\n",
        "m=audio 4000 TCP/TLS 0\r\n",
        "m=video 4000 RTP/AVP 0\r\n",
        "m=audio 80 RTP/AVP 0\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 255.255.255.255\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 239.1.1.1/127\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 224.0.0.1\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 127.0.0.1\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 host.example\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 0x7f.1\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.300\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\n",
        "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 :::::\r\n",
        "m=audio 21000 RTP/AVP 0\r\nc=IN IP4 198.51.100.1\r\n",
        "m=audio 21001 RTP/AVP 0\r\nc=IN IP4 198.51.100.1\r\n",
      })
  void doesNotAccept(String media) {
    assertThatThrownBy(() -> agreed(media))
        .isInstanceOfSatisfying(
            MediaRefused.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_ACCEPTABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1\r\n",
        "v=0",
        "hello",
        "\r\n",
        "\n\n",
        "v=0\r\nm=audio\r\n",
        "v=0\r\nm=audio x RTP/AVP 0\r\n",
        "v=0\r\nm=audio 99999 RTP/AVP 0\r\n",
        "v=0\r\nm=audio -1 RTP/AVP 0\r\n",
        "v=0\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:0\r\n",
        "v=0\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:200 PCMU/8000\r\n",
        "v=0\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/99999999\r\n",
        "v=0\r\nm=audio 4000 RTP/AVP 0\r\na=ptime:x\r\n",
        "v=0\r\nm=audio 4000 RTP/AVP 0\r\na=rtcp:\r\n",
        "v=0\r\nc=IP4 1.2.3.4\r\nm=audio 4000 RTP/AVP 0\r\n",
        "v=0\r\nnonsense\r\n",
        "v=0\r\n=\r\n",
      })
  void callsMalformed(String text) {
    assertThatThrownBy(() -> SessionDescription.read(text))
        .isInstanceOfSatisfying(
            MediaRefused.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void callsMalformedWhatIsTooLarge() {
    String line = "m=audio 4000 RTP/AVP 0\r\n";
    assertThatThrownBy(() -> SessionDescription.read(HEAD + line.repeat(9)))
        .isInstanceOf(MediaRefused.class);
    assertThatThrownBy(() -> SessionDescription.read(HEAD + line + "a=x\r\n".repeat(4_000)))
        .isInstanceOf(MediaRefused.class);
  }

  @Test
  void survivesRandomChanges() {
    Random random = new Random(42);
    String media =
        "m=audio 4000 RTP/SAVP 0 9 96 101\r\na=rtpmap:96 opus/48000/2\r\na=fmtp:96 x=1\r\n"
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 "
            + INLINE
            + "\r\na=rtcp:4444\r\na=ptime:20\r\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(HEAD + media);
      for (int change = 0; change < 1 + i % 8; change++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, (char) (32 + random.nextInt(96)));
        }
      }
      try {
        Agreement agreement =
            negotiation.toOffer(SessionDescription.read(text.toString())).agreement();
        assertThat(agreement.peer().getAddress()).isNotNull();
      } catch (MediaRefused expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  /** RFC 3264 section 7: the wishes are the peer's, the numbers that it sends by are ours. */
  @Test
  void takesTheFirstCodecOfAnAnswerAndHearsByItsOwnNumbers() throws Exception {
    SessionDescription offer =
        SessionDescription.read(
            HEAD + "m=audio 4000 RTP/AVP 0 8 101\r\n" + "a=rtpmap:101 telephone-event/8000\r\n");
    SessionDescription answer =
        SessionDescription.read(
            HEAD + "m=audio 4002 RTP/AVP 8 0 96\r\n" + "a=rtpmap:96 telephone-event/8000\r\n");

    Agreement agreed = negotiation.toAnswer(answer, offer, Optional.empty()).agreement();

    assertThat(agreed.codec()).isEqualTo(Codec.PCMA);
    assertThat(agreed.events()).contains(new Agreement.Events(96, 101));
  }

  @Test
  void hearsEachCodecThatAnAnswerTook() throws Exception {
    SessionDescription offer =
        SessionDescription.read(new DescriptionWriter(local).offer(1, Optional.empty()));
    SessionDescription answer =
        SessionDescription.read(
            HEAD
                + "m=audio 4002 RTP/AVP 8 0 96 97 98\r\n"
                + "a=rtpmap:96 opus/48000/2\r\n"
                + "a=rtpmap:97 telephone-event/8000\r\n"
                + "a=rtpmap:98 telephone-event/48000\r\n");

    Agreement agreed = negotiation.toAnswer(answer, offer, Optional.empty()).agreement();

    assertThat(agreed.sendType()).isEqualTo(8);
    assertThat(agreed.codecOf(8)).isEqualTo(Codec.PCMA);
    assertThat(agreed.codecOf(0)).isEqualTo(Codec.PCMU);
    assertThat(agreed.codecOf(111)).as("by our number").isEqualTo(Codec.OPUS);
    assertThat(agreed.codecOf(9)).as("offered, and not taken").isNull();
    assertThat(agreed.codecOf(96)).as("the number of the peer's own").isNull();
    assertThat(List.of(101, 110)).allMatch(agreed::isEvent);
    assertThat(agreed.isEvent(98)).isFalse();
  }

  private static SessionDescription secured(Crypto key) throws Exception {
    LocalMedia other =
        new LocalMedia(
            InetAddress.getByName("192.0.2.9"), 4_000, List.of(Codec.PCMU), Protection.OFF, 8);
    return SessionDescription.read(new DescriptionWriter(other).offer(1, Optional.of(key)));
  }

  /** RFC 4568 section 7.1.4: our port is the same, and our packets go on. */
  @Test
  void keepsItsKeyWhereThePeerChangesItsOwnOrItsLine() throws Exception {
    Crypto key = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    Agreement.Keys first = negotiation.toOffer(secured(key)).agreement().keys().orElseThrow();
    Crypto another = Crypto.random(7, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    for (Crypto offered : List.of(key, key.withTag(7), another)) {
      assertThat(negotiation.toOffer(secured(offered), Optional.of(first)).agreement().keys())
          .contains(new Agreement.Keys(first.ours().withTag(offered.tag()), offered));
    }
    Crypto shorter = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_32);
    Agreement.Keys other =
        negotiation.toOffer(secured(shorter), Optional.of(first)).agreement().keys().orElseThrow();
    assertThat(other.ours().suite()).isEqualTo(shorter.suite());
    assertThat(other.ours().keyAndSalt()).isNotEqualTo(first.ours().keyAndSalt());
  }

  @Test
  void readsItsOwnOffers() throws Exception {
    LocalMedia other =
        new LocalMedia(
            InetAddress.getByName("192.0.2.9"), 4_000, List.of(Codec.OPUS), Protection.OFF, 8);
    Crypto key = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    String offer = new DescriptionWriter(other).offer(1, Optional.of(key));
    SessionDescription read = SessionDescription.read(offer);
    Agreed agreed = negotiation.toOffer(read);
    assertThat(agreed.agreement().codec()).isEqualTo(Codec.OPUS);
    assertThat(agreed.agreement().events()).contains(new Agreement.Events(110, 110));
    assertThat(agreed.agreement().keys().orElseThrow().theirs().keyAndSalt())
        .isEqualTo(key.keyAndSalt());
    String answer = new DescriptionWriter(local).answer(read, agreed, 1);
    Agreed back =
        new Negotiation(other).toAnswer(SessionDescription.read(answer), read, Optional.of(key));
    assertThat(back.agreement().keys().orElseThrow().theirs().keyAndSalt())
        .isEqualTo(agreed.agreement().keys().orElseThrow().ours().keyAndSalt());
  }
}
