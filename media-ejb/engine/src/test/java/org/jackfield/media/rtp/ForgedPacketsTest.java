package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaSession;
import org.jackfield.media.sdp.Crypto;
import org.junit.jupiter.api.Test;

/** Somebody who can send from where the peer does, and has no key. */
class ForgedPacketsTest extends ClockedWorld {

  private static final int FORGED = 10_000;
  private static final int AT_ONCE = 10;
  private static final int PROTECTED = 182;

  private final Crypto key = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
  private final SrtpStream protects = new SrtpStream(key);

  private MediaSession inSecret() throws Exception {
    String offer =
        phone.describe("0 101").replace("RTP/AVP", "RTP/SAVP")
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
            + Base64.getEncoder().encodeToString(key.keyAndSalt())
            + "\r\n";
    MediaSession session = engine.answer(offer, phone);
    phone.reads(session.description());
    return session;
  }

  private byte[] authentic(int type, byte[] payload) {
    byte[] plain = phone.packet(false, type, payload);
    byte[] packet = Arrays.copyOf(plain, plain.length + 10);
    protects.protect(packet, plain.length);
    return packet;
  }

  private void speaks(int packets) throws Exception {
    for (int i = 0; i < packets; i++) {
      phone.send(authentic(0, frame(i)));
      phone.timestamp += FRAME;
      pass(1);
    }
  }

  /** Noise, what was authentic with a bit changed, what was sent before, numbers from elsewhere. */
  private byte[] forged(Random random, byte[] before) {
    byte[] packet = before.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        random.nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = 0;
      }
      case 1 -> packet[12 + random.nextInt(PROTECTED - 12)] ^= 1;
      case 2 -> RtpPacket.put16(packet, 2, random.nextInt(1 << 16));
      default -> {
        // As it was
      }
    }
    return packet;
  }

  @Test
  void harmNoCall() throws Exception {
    MediaSession session = inSecret();
    speaks(10);
    assertThat(session.statistics().received()).isEqualTo(10);
    byte[] before = authentic(0, frame(7));
    phone.send(before);
    pass(1);
    Random random = new Random(15);
    for (int i = 0; i < FORGED / AT_ONCE; i++) {
      for (int one = 0; one < AT_ONCE; one++) {
        phone.send(forged(random, before));
      }
      pass(2);
    }
    Counters counters = ((RtpSession) session).leg().counters();
    assertThat(counters.dropped()).as("each is counted").isEqualTo(FORGED);
    assertThat(session.statistics().received()).isEqualTo(11);

    speaks(10);
    assertThat(session.statistics().received()).isEqualTo(21);
    assertThat(session.statistics().lost()).isZero();
    phone.send(authentic(101, FarSide.eventPayload(4, true, 480)));
    pass(1);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('4');
    session.play(List.of(sound(FRAME)), 1);
    pass(2);
    assertThat(phone.hears().bytes()).hasSize(PROTECTED);
  }
}
