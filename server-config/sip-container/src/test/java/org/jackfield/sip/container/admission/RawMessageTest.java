package org.jackfield.sip.container.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawMessageTest {
  @Test
  void readsWhatAnAnswerHasToRepeat() {
    RawMessage invite = Requests.request("INVITE", "abc@host", "z9hG4bK1", "");

    assertThat(invite.is("INVITE")).isTrue();
    assertThat(invite.is("INV")).isFalse();
    assertThat(invite.isResponse()).isFalse();
    assertThat(invite.callId()).isEqualTo("abc@host");
    assertThat(invite.cseq()).isEqualTo("7 INVITE");
    assertThat(invite.vias()).hasSize(2);
    assertThat(invite.contentLength()).isZero();
    assertThat(invite.canBeAnswered()).isTrue();
    assertThat(invite.topVia())
        .hasValueSatisfying(via -> {
          assertThat(via.host()).isEqualTo("10.1.1.1");
          assertThat(via.port()).isEqualTo(5062);
          assertThat(via.branch()).isEqualTo("z9hG4bK1");
          assertThat(via.asksForPort()).isTrue();
        });
  }

  @Test
  void aTagInANameOrAnAddressIsNoTag() {
    assertThat(Requests.raw("INVITE sip:b SIP/2.0\nTo: \"x;tag=1\" <sip:b;tag=2>\n\n"))
        .matches(RawMessage::isOutOfDialog);
    assertThat(Requests.raw("INVITE sip:b SIP/2.0\nTo: \"x\\\";\" <sip:b> ; TAG = 2\n\n"))
        .matches(message -> !message.isOutOfDialog());
    assertThat(Requests.raw("INVITE sip:b SIP/2.0\nt:sip:b;tag=2\n\n"))
        .matches(message -> !message.isOutOfDialog());
  }

  @Test
  void oneCallHasOneHashInEveryForm() {
    int hash = Requests.raw("BYE sip:b SIP/2.0\nCall-ID: abc\n\n").callHash();

    assertThat(Requests.raw("BYE sip:b SIP/2.0\ni:abc\n\n").callHash()).isEqualTo(hash);
    assertThat(Requests.raw("BYE sip:b SIP/2.0\nI \t: abc \n\n").callHash()).isEqualTo(hash);
    assertThat(Requests.raw("BYE sip:b SIP/2.0\ncall-id:\n  abc\n\n").callHash()).isEqualTo(hash);
    assertThat(Requests.raw("BYE sip:b SIP/2.0\ni: abd\n\n").callHash()).isNotEqualTo(hash);
  }

  @Test
  void aLengthIsANumberOrIsKnownToBeNone() {
    assertThat(Requests.raw("X sip:b SIP/2.0\nl: 12\n\n").contentLength()).isEqualTo(12);
    assertThat(Requests.raw("X sip:b SIP/2.0\n\n").contentLength()).isEqualTo(-1);
    assertThat(Requests.raw("X sip:b SIP/2.0\nl: -1\n\n").contentLength()).isEqualTo(-2);
    assertThat(Requests.raw("X sip:b SIP/2.0\nl: 99999999999999999999\n\n").contentLength())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void readsAnIpv6Hop() {
    assertThat(Requests.raw("X y SIP/2.0\nv: SIP/2.0/TLS [2001:db8::1]:5061;branch=b\n\n").topVia())
        .hasValueSatisfying(via -> {
          assertThat(via.host()).isEqualTo("[2001:db8::1]");
          assertThat(via.port()).isEqualTo(5061);
          assertThat(via.protocol()).isEqualTo("TLS");
        });
  }

  @Test
  void nothingThatComesCanHurt() {
    Random random = new Random(1);
    byte[] whole = Requests.request("INVITE", "abc", "z9hG4bK1", "").bytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int change = random.nextInt(10); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      RawMessage message = RawMessage.read(bytes);
      Reply.to(message, new java.net.InetSocketAddress("127.0.0.1", 5060))
          .ifPresent(reply ->
              assertThat(new String(reply.bytes(400, "Bad"), StandardCharsets.UTF_8))
                  .startsWith("SIP/2.0 400 Bad\r\nVia: "));
      assertThat(message.headerLength()).isBetween(0, bytes.length);
    }
  }
}
