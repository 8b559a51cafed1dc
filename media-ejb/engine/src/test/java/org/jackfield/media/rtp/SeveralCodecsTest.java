package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaSession;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who answers with several codecs is spoken to by the first, and heard by each. */
class SeveralCodecsTest extends ClockedWorld {

  private static final int FRAMES = 100;
  // An even tone that lasts longer is noise to Opus, of which it sends nothing
  private static final int SHORT = 40;
  private static final int HERTZ = 440;
  private static final int OPUS = 111;

  private final Encoder opus = Codec.OPUS.newEncoder();
  private final Encoder g722 = Codec.G722.newEncoder();
  private MediaSession session;
  private int spoken;

  @BeforeEach
  void answerOurOffer() throws Exception {
    session = engine.offer(phone);
    session.accept(
        phone.describe(
            "8 0 9 111 101 110", "rtpmap:111 opus/48000/2", "rtpmap:110 telephone-event/48000"));
    phone.reads(session.description());
    pass(1);
  }

  /** The next 20 ms of a tone, by a codec. */
  private void says(Codec codec) throws Exception {
    int samples = codec.samplesPerFrame();
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      double at = (double) (spoken * samples + i) / codec.sampleRate();
      tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * at));
    }
    byte[] payload = new byte[codec.maxFrameBytes()];
    int length =
        switch (codec) {
          case G722 -> g722.encode(tone, 0, samples, payload, 0);
          case OPUS -> opus.encode(tone, 0, samples, payload, 0);
          default -> codec.newEncoder().encode(tone, 0, samples, payload, 0);
        };
    int type = codec.staticPayloadType().orElse(OPUS);
    phone.send(phone.packet(false, type, java.util.Arrays.copyOf(payload, length)));
    phone.timestamp += codec.ticksPerFrame();
    spoken++;
    pass(1);
  }

  private void isBridgedTo(String formats) throws Exception {
    engine.bridge(session, answered(friend, formats));
    pass(1);
  }

  private long tonesHeard() {
    pass(5);
    settle();
    short[] samples = new short[FRAME];
    long good = 0;
    for (Packet packet : friend.heardSoFar()) {
      G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
      good += Tones.share(samples, HERTZ) > 0.95 ? 1 : 0;
    }
    return good;
  }

  @Test
  void isHeardByEach() throws Exception {
    isBridgedTo("0");
    for (Codec codec : List.of(Codec.PCMA, Codec.PCMU, Codec.G722, Codec.OPUS)) {
      for (int i = 0; i < SHORT; i++) {
        says(codec);
      }
      assertThat(tonesHeard()).as(codec.name()).isGreaterThan(SHORT - 8);
    }
    assertThat(session.statistics().received()).isEqualTo(4 * SHORT);
    assertThat(session.statistics().lost()).isZero();
  }

  @Test
  void isHeardThoughItChangesWithEachPacket() throws Exception {
    isBridgedTo("0");
    for (int i = 0; i < FRAMES; i++) {
      says(i % 2 == 0 ? Codec.PCMA : Codec.PCMU);
    }
    assertThat(tonesHeard()).isGreaterThan(FRAMES - 10);
  }

  @Test
  void isSentOnAsItIsUntilItSpeaksByAnother() throws Exception {
    isBridgedTo("8");
    phone.speak(8, frame(7));
    pass(1);
    assertThat(friend.hears().payload()).isEqualTo(frame(7));
    for (int i = 0; i < FRAMES; i++) {
      says(Codec.PCMU);
    }
    settle();
    List<Packet> heard = friend.heardSoFar();
    assertThat(heard).hasSizeGreaterThan(FRAMES - 10).allMatch(packet -> packet.type() == 8);
    short[] samples = new short[FRAME];
    G711.decodeA(heard.getLast().payload(), 0, FRAME, samples, 0);
    assertThat(Tones.share(samples, HERTZ)).isGreaterThan(0.95);
    friend.speak(8, frame(9));
    pass(1);
    assertThat(phone.hears().payload()).as("the other way is as before").isEqualTo(frame(9));
  }

  @Test
  void isSpokenToByTheFirst() throws Exception {
    says(Codec.PCMU);
    session.play(List.of(sound(3 * FRAME)), 1);
    pass(4);
    assertThat(phone.hears(3)).allMatch(packet -> packet.type() == 8);
  }

  @Test
  void pressesKeysByTheClockOfEach() throws Exception {
    phone.send(phone.packet(true, 101, FarSide.eventPayload(1, true, 480)));
    phone.timestamp += 960;
    phone.send(phone.packet(true, 110, FarSide.eventPayload(2, true, 960)));
    pass(1);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('1');
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('2');
  }

  @Test
  void isNotHeardByWhatItDidNotTake() throws Exception {
    says(Codec.PCMU);
    phone.speak(112, frame(1));
    pass(1);
    assertThat(session.statistics().received()).isOne();
    assertThat(((RtpSession) session).leg().counters().dropped()).isOne();
  }
}
