package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An engine and two telephones. */
abstract class LegWorld {

  static final int FRAME = 160;

  RtpEngine engine;
  FarSide phone;
  FarSide friend;

  @BeforeEach
  void start() throws Exception {
    engine = new RtpEngine(settings());
    phone = new FarSide();
    friend = new FarSide();
  }

  EngineSettings settings() {
    return EngineSettings.at(InetAddress.getLoopbackAddress())
        .withTickers(2)
        .withPatience(Duration.ofSeconds(60), Duration.ZERO)
        .withCodecs(Arrays.asList(Codec.values()));
  }

  @AfterEach
  void stop() {
    phone.close();
    friend.close();
    engine.close();
    assertThat(engine.openSessions()).isZero();
  }

  MediaSession answered(FarSide who, String formats, String... attributes) throws Exception {
    MediaSession session = engine.answer(who.describe(formats, attributes), who);
    who.reads(session.description());
    return session;
  }

  static Sound sound(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return Sound.of(SoundFormat.PCMU_8000, noise);
  }

  static byte[] frame(int fill) {
    byte[] bytes = new byte[FRAME];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  /** A sine at 8,000 samples a second. */
  static short[] sine(int hertz, int millis) {
    short[] samples = new short[millis * 8];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
    }
    return samples;
  }

  /** Sends sound in frames of 20 ms, at its own pace. */
  void speaks(FarSide who, int type, byte[] payload) throws Exception {
    long due = System.nanoTime();
    for (int at = 0; at + FRAME <= payload.length; at += FRAME) {
      long next = due;
      Fact.await("20 ms", () -> System.nanoTime() >= next);
      who.speak(type, Arrays.copyOfRange(payload, at, at + FRAME));
      due += 20_000_000;
    }
  }
}
