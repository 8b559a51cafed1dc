package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.SoundPolicy.Protection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoundPolicyTest {

  private static final SoundPolicy SAFE =
      new SoundPolicy(List.of("G722", "UNKNOWN"), Optional.of(Protection.REQUIRED));

  private final RtpEngine engine =
      new RtpEngine(EngineSettings.at(InetAddress.getLoopbackAddress()).withTickers(1));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void offersAPeerWhatHoldsOfItAlone() throws Exception {
    try (MediaSession special = engine.offer(event -> {}, SAFE);
        MediaSession usual = engine.offer(event -> {})) {
      assertThat(special.description()).contains("RTP/SAVP 9", "a=crypto:1 ");
      assertThat(usual.description()).contains("RTP/AVP 0 8").doesNotContain("crypto");
    }
  }

  @Test
  void offersTheNextPeerAnew() throws Exception {
    try (MediaSession sound = engine.offer(event -> {})) {
      String first = sound.description();
      assertThat(sound.offer(SoundPolicy.USUAL)).isEqualTo(first);

      String second = sound.offer(SAFE);

      assertThat(second).contains("RTP/SAVP 9", "a=crypto:1 ");
      assertThat(sound.offer(SAFE)).as("the same key").isEqualTo(second);
      assertThatThrownBy(() -> sound.accept(answer("RTP/AVP 9"))).isInstanceOf(MediaRefused.class);
      assertThat(sound.offer(SoundPolicy.USUAL)).contains("RTP/AVP 0 8").doesNotContain("crypto");
      sound.accept(answer("RTP/AVP 0"));
    }
  }

  @Test
  void answersAPeerByWhatHoldsOfIt() throws Exception {
    assertThatThrownBy(() -> engine.answer(answer("RTP/AVP 9"), event -> {}, SAFE))
        .isInstanceOf(MediaRefused.class);
    SoundPolicy wide = new SoundPolicy(List.of("G722"), Optional.empty());
    try (MediaSession sound = engine.answer(answer("RTP/AVP 0 9"), event -> {}, wide)) {
      assertThat(sound.description()).contains("RTP/AVP 9");
    }
  }

  @Test
  void tellsAPeerWhereItsSoundIsTakenIn() throws Exception {
    EngineSettings behindNat =
        EngineSettings.at(InetAddress.getLoopbackAddress())
            .withTickers(1)
            .withAdvertised(
                InetAddress.getByName("203.0.113.7"),
                Map.of("10.1.0.5", InetAddress.getByName("10.1.0.6")));
    SoundPolicy inside = SoundPolicy.USUAL.at("10.1.0.5");
    SoundPolicy outside = SoundPolicy.USUAL.at("10.2.0.5");
    try (RtpEngine other = new RtpEngine(behindNat);
        MediaSession sound = other.offer(event -> {})) {
      assertThat(sound.description()).contains("c=IN IP4 203.0.113.7");
      assertThat(sound.offer(inside)).contains("c=IN IP4 10.1.0.6");
      assertThat(sound.offer(outside)).contains("c=IN IP4 203.0.113.7");
    }
  }

  private static String answer(String profile) {
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        "m=audio 40000 " + profile,
        "");
  }
}
