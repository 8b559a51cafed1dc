package org.jackfield.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Negotiation.Agreed;
import org.junit.jupiter.api.Test;

/** Whether two sides protect their sound, by what each of them wants. */
class ProtectionTest {

  private static LocalMedia protectedBy(Protection protection, int port) throws Exception {
    return new LocalMedia(
        InetAddress.getByName("192.0.2.9"), port, List.of(Codec.PCMU), protection, 8);
  }

  /** What both sides agree on: theirs, and what we make of their answer. */
  private static boolean isProtected(Protection ours, Protection theirs) throws Exception {
    LocalMedia caller = protectedBy(ours, 4_000);
    LocalMedia called = protectedBy(theirs, 5_000);
    Optional<Crypto> key =
        ours == Protection.OFF
            ? Optional.empty()
            : Optional.of(Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80));
    SessionDescription offer = SessionDescription.read(new DescriptionWriter(caller).offer(1, key));
    Agreed agreed = new Negotiation(called).toOffer(offer);
    String answer = new DescriptionWriter(called).answer(offer, agreed, 1);
    Optional<Agreement.Keys> keys =
        new Negotiation(caller)
            .toAnswer(SessionDescription.read(answer), offer, key)
            .agreement()
            .keys();
    assertThat(keys.map(Agreement.Keys::theirs))
        .isEqualTo(agreed.agreement().keys().map(Agreement.Keys::ours));
    return keys.isPresent();
  }

  @Test
  void protectsWhereBothCanAndNotWhereOneNeedNot() throws Exception {
    assertThat(isProtected(Protection.OFF, Protection.OFF)).isFalse();
    assertThat(isProtected(Protection.OFF, Protection.OFFERED)).isFalse();
    assertThat(isProtected(Protection.OFFERED, Protection.OFF)).isFalse();
    assertThat(isProtected(Protection.OFFERED, Protection.OFFERED)).isTrue();
    assertThat(isProtected(Protection.OFFERED, Protection.REQUIRED)).isTrue();
    assertThat(isProtected(Protection.REQUIRED, Protection.OFF)).isTrue();
    assertThatThrownBy(() -> isProtected(Protection.OFF, Protection.REQUIRED))
        .isInstanceOf(MediaRefused.class)
        .hasMessageContaining("RTP/SAVP with a crypto line");
  }
}
