package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaSession;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A phone speaks to a friend while rubbish comes from its own address or from others: the rubbish
 * is counted and dropped, nobody writes a line about it, and the friend hears the phone as before.
 */
class BadInputTest extends ClockedWorld {

  private static final int FRAMES = 100;
  private static final int HERTZ = 440;

  private final Random random = new Random(4);
  private final List<String> lines = new ArrayList<>();
  // Kept here, for the logging library keeps its loggers weakly
  private final Logger log = Logger.getLogger("org.jackfield.media");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** What comes for each good packet. */
  private enum Bad {
    TRUNCATED {
      @Override
      byte[] packet(Random random) {
        return Arrays.copyOf(voice(random), 1 + random.nextInt(11));
      }
    },
    CUT_WITHIN_ITS_LIST_OF_SOURCES {
      @Override
      byte[] packet(Random random) {
        byte[] packet = Arrays.copyOf(voice(random), 12 + random.nextInt(40));
        packet[0] = (byte) 0x8F;
        return packet;
      }
    },
    CUT_WITHIN_ITS_EXTENSION {
      @Override
      byte[] packet(Random random) {
        byte[] packet = voice(random);
        packet[0] = (byte) 0x90;
        packet[14] = (byte) 0xFF;
        return packet;
      }
    },
    PADDED_BEYOND_ITS_LENGTH {
      @Override
      byte[] packet(Random random) {
        byte[] packet = voice(random);
        packet[0] = (byte) 0xA0;
        packet[171] = (byte) 250;
        return packet;
      }
    },
    OF_ANOTHER_VERSION {
      @Override
      byte[] packet(Random random) {
        byte[] packet = voice(random);
        // Versions 0, 1 and 3; of 0 what could be neither STUN nor DTLS (RFC 7983)
        packet[0] = new byte[] {0x10, 0x40, (byte) 0xC0}[random.nextInt(3)];
        return packet;
      }
    },
    OF_A_FOREIGN_SOURCE {
      @Override
      byte[] packet(Random random) {
        byte[] packet = voice(random);
        RtpPacket.put32(packet, 8, random.nextInt());
        return packet;
      }
    },
    OF_A_PAYLOAD_TYPE_NOBODY_AGREED_ON {
      @Override
      byte[] packet(Random random) {
        byte[] packet = voice(random);
        packet[1] = (byte) (96 + random.nextInt(5));
        return packet;
      }
    },
    GIANT {
      @Override
      byte[] packet(Random random) {
        return Arrays.copyOf(voice(random), 1_501 + random.nextInt(60_000));
      }
    };

    abstract byte[] packet(Random random);

    private static byte[] voice(Random random) {
      byte[] packet = new byte[172];
      random.nextBytes(packet);
      // As the phone's own, but for what is bent
      RtpPacket.write(packet, false, 0, random.nextInt(65_536), random.nextInt(), 0x1234);
      return packet;
    }
  }

  @BeforeEach
  void listenToTheLog() {
    log.addHandler(handler);
  }

  @AfterEach
  void nobodyWroteALine() {
    log.removeHandler(handler);
    assertThat(lines).isEmpty();
  }

  private static byte[] voice() {
    short[] samples = sine(HERTZ, 20 * FRAMES);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  private static byte[] frameOf(byte[] voice, int index) {
    return Arrays.copyOfRange(voice, FRAME * index, FRAME * (index + 1));
  }

  /** The friend has another codec, so that all that is believed would be decoded. */
  private MediaSession speakingToAFriend() throws Exception {
    MediaSession session = answered(phone, "0 101");
    engine.bridge(session, answered(friend, "8"));
    pass(1);
    return session;
  }

  private static Counters counters(MediaSession session) {
    return ((RtpSession) session).leg().counters();
  }

  private long framesThatSoundAsTheyShould() {
    settle();
    short[] samples = new short[FRAME];
    long good = 0;
    for (Packet packet : friend.heardSoFar()) {
      G711.decodeA(packet.payload(), 0, FRAME, samples, 0);
      good += Tones.share(samples, HERTZ) > 0.95 ? 1 : 0;
    }
    return good;
  }

  @ParameterizedTest
  @EnumSource
  void isCountedAndDropped(Bad bad) throws Exception {
    MediaSession session = speakingToAFriend();
    byte[] voice = voice();
    for (int i = 0; i < FRAMES; i++) {
      phone.speak(0, frameOf(voice, i));
      phone.send(bad.packet(random));
      pass(1);
    }
    pass(10);
    assertThat(counters(session).dropped()).isEqualTo(FRAMES);
    assertThat(session.statistics().received()).isEqualTo(FRAMES);
    assertThat(session.statistics().lost()).isZero();
    assertThat(engine.figures().dropped()).as("of the whole node").isEqualTo(FRAMES);
    assertThat(framesThatSoundAsTheyShould()).isGreaterThan(FRAMES - 10);
  }

  @Test
  void isDroppedWhereItIsEmpty() throws Exception {
    MediaSession session = speakingToAFriend();
    byte[] voice = voice();
    for (int i = 0; i < FRAMES; i++) {
      phone.speak(0, frameOf(voice, i));
      phone.send(new byte[0]);
      pass(1);
    }
    pass(10);
    // The first ones are taken for none until the leg looks closer
    assertThat(counters(session).dropped()).isBetween(FRAMES - 10L, (long) FRAMES);
    assertThat(session.statistics().received()).isEqualTo(FRAMES);
    assertThat(framesThatSoundAsTheyShould()).isGreaterThan(FRAMES - 10);
  }

  @Test
  void bearsTimestampsThatJump() throws Exception {
    MediaSession session = speakingToAFriend();
    byte[] voice = voice();
    for (int i = 0; i < FRAMES; i++) {
      phone.timestamp = random.nextInt();
      phone.speak(0, frameOf(voice, i));
      pass(1);
    }
    pass(10);
    settle();
    friend.heardSoFar();
    for (int i = 0; i < FRAMES; i++) {
      phone.speak(0, frameOf(voice, i));
      pass(1);
    }
    pass(10);
    assertThat(session.statistics().received()).isEqualTo(2 * FRAMES);
    assertThat(session.statistics().lost()).isZero();
    assertThat(session.statistics().jitterMillis()).isLessThan(1_000);
    assertThat(framesThatSoundAsTheyShould()).isGreaterThan(FRAMES - 20);
  }

  @Test
  void isNotHeardFromOtherAddresses() throws Exception {
    MediaSession session = speakingToAFriend();
    byte[] voice = voice();
    List<FarSide> crowd = new ArrayList<>();
    for (int host : IntStream.rangeClosed(70, 79).toArray()) {
      crowd.add(new FarSide("127.0.0." + host).reads(session.description()));
    }
    try {
      for (int i = 0; i < FRAMES; i++) {
        phone.speak(0, frameOf(voice, i));
        for (FarSide stranger : crowd) {
          stranger.speak(0, frame(random.nextInt()));
          stranger.event(true, 9, true, 480);
        }
        pass(1);
      }
      pass(10);
      assertThat(session.statistics().received()).isEqualTo(FRAMES);
      assertThat(phone.eventsSoFar()).isEmpty();
      assertThat(framesThatSoundAsTheyShould()).isGreaterThan(FRAMES - 10);
      assertThat(crowd).allSatisfy(stranger -> assertThat(stranger.heardSoFar()).isEmpty());
    } finally {
      crowd.forEach(FarSide::close);
    }
  }

  @Test
  void isNotHeardFromOtherAddressesBeforeThePeerEither() throws Exception {
    MediaSession session = speakingToAFriend();
    // For more than a second nothing comes from the described port: another one would do
    pass(60);
    try (FarSide stranger = new FarSide("127.0.0.77")) {
      stranger.reads(session.description());
      for (int i = 0; i < FRAMES; i++) {
        stranger.event(true, 9, true, 480);
        pass(1);
      }
      assertThat(counters(session).dropped()).isEqualTo(FRAMES);
      assertThat(session.statistics().received()).isZero();
      phone.event(true, 5, true, 480);
      pass(2);
      assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('5');
      assertThat(stranger.heardSoFar()).isEmpty();
    }
  }
}
