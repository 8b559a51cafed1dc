package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.sdp.Crypto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest extends LegWorld {

  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void sendsNothingToOneWhoDoesNotListen(String direction) throws Exception {
    MediaSession session = answered(phone, "0 101", direction);
    session.play(List.of(sound(3 * FRAME)), 1);
    phone.awaits(PlayEnded.class);
    assertThat(phone.heardSoFar()).isEmpty();

    assertThat(session.reoffer(phone.describe("0 101"))).contains("a=sendrecv");
    session.play(List.of(sound(FRAME)), 1);
    assertThat(phone.hears().payload()).hasSize(FRAME);
  }

  @Test
  void changesCodecAndAddressWithinTheDialog() throws Exception {
    MediaSession session = answered(phone, "0 101");
    String before = session.description();
    session.play(List.of(sound(FRAME)), 1);
    FarSide.Packet first = phone.hears();
    String answer = session.reoffer(friend.describe("8 101"));
    assertThat(answer).isEqualTo(session.description()).isNotEqualTo(before);
    phone.awaits(PlayEnded.class);
    session.play(List.of(sound(FRAME)), 1);
    FarSide.Packet second = friend.hears();
    assertThat(second.type()).isEqualTo(8);
    assertThat(second.ssrc()).isEqualTo(first.ssrc());
    assertThat(second.sequence() - first.sequence() & 0xFFFF).isOne();
    friend.reads(answer);
    friend.event(true, 6, true, 480);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('6');
  }

  @Test
  void offersAnewWithEachSectionThatWasOfferedToIt() throws Exception {
    MediaSession session =
        engine.answer(phone.describe("0 101") + "m=video 5000 RTP/AVP 96\r\n", phone);

    String again = session.offer();

    assertThat(again).containsSubsequence("m=audio ", "RTP/AVP 0 101", "m=video 0 RTP/AVP 96\r\n");
    session.accept(friend.describe("0 101") + "m=video 0 RTP/AVP 96\r\n");
    session.play(List.of(sound(FRAME)), 1);
    assertThat(friend.hears().payload()).hasSize(FRAME);
    assertThat(session.offer()).contains("m=video 0 RTP/AVP 96\r\n");
  }

  @Test
  void keepsWhatWasAgreedOnWhereAnotherOfferDoesNotFit() throws Exception {
    MediaSession session = answered(phone, "0 101");
    String before = session.description();
    assertThatThrownBy(() -> session.reoffer(phone.describe("18")))
        .isInstanceOf(MediaRefused.class);
    assertThat(session.description()).isEqualTo(before);
    session.play(List.of(sound(FRAME)), 1);
    assertThat(phone.hears().type()).isZero();
  }

  @Test
  void asksForWideSoundWhereTheLegIsWide() throws Exception {
    assertThat(answered(phone, "0").format()).isEqualTo(SoundFormat.PCMU_8000);
    assertThat(answered(friend, "9").format()).isEqualTo(SoundFormat.L16_16000);
  }

  @Test
  void talksInSecret() throws Exception {
    Crypto key = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    String offer =
        phone
            .describe("0 101")
            .replace("RTP/AVP", "RTP/SAVP")
            .concat("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:")
            .concat(java.util.Base64.getEncoder().encodeToString(key.keyAndSalt()))
            .concat("\r\n");
    MediaSession session = engine.answer(offer, phone);
    phone.reads(session.description());
    byte[] theirs =
        java.util.Base64.getDecoder()
            .decode(session.description().split("inline:")[1].split("\r\n")[0]);
    SrtpStream opens = new SrtpStream(Crypto.of(1, key.suite(), theirs));
    SrtpStream protects = new SrtpStream(key);

    session.play(List.of(sound(FRAME)), 1);
    byte[] heard = phone.hears().bytes();
    assertThat(heard).hasSize(182);
    assertThat(opens.open(heard, heard.length)).isEqualTo(172);

    byte[] event = phone.packet(true, 101, FarSide.eventPayload(4, true, 480));
    phone.send(event);
    byte[] room = java.util.Arrays.copyOf(event, event.length + 10);
    protects.protect(room, event.length);
    phone.send(room);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('4');
    assertThat(session.statistics().received()).isOne();
  }
}
