package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.jackfield.media.MediaSession;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

/** Phones behind address translators, and those who would like to be taken for them. */
class TranslatorTest extends ClockedWorld {

  private static final String PRIVATE = "10.11.12.13";

  private static InetAddress host(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  /** A phone that describes an address of its own network. */
  private MediaSession hidden() throws Exception {
    String offer = phone.describe("0 101").replace("c=IN IP4 127.0.0.1", "c=IN IP4 " + PRIVATE);
    MediaSession session = engine.answer(offer, phone);
    phone.reads(session.description());
    friend.reads(session.description());
    return session;
  }

  private void speaks(FarSide who, int packets) throws Exception {
    for (int i = 0; i < packets; i++) {
      who.speak(0, frame(i));
      pass(1);
    }
  }

  private static long received(MediaSession session) {
    return session.statistics().received();
  }

  @Test
  void isHeardWhereItsSignallingComesFrom() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    assertThat(received(session)).isEqualTo(3);
    session.play(List.of(sound(3 * FRAME)), 1);
    pass(4);
    assertThat(phone.hears(3)).hasSize(3);
  }

  @Test
  void isNotHeardWhereNobodyKnowsThat() throws Exception {
    MediaSession session = hidden();
    pass(100);
    speaks(phone, 20);
    assertThat(received(session)).isZero();
  }

  @Test
  void cannotBeRobbedOnceItIsHeard() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    speaks(friend, 50);
    try (FarSide stranger = new FarSide("127.0.0.77")) {
      stranger.reads(session.description());
      speaks(stranger, 50);
      session.play(List.of(sound(3 * FRAME)), 1);
      pass(4);
      assertThat(phone.hears(3)).hasSize(3);
      assertThat(friend.heardSoFar()).isEmpty();
      assertThat(stranger.heardSoFar()).isEmpty();
    }
    speaks(phone, 5);
    assertThat(received(session)).isEqualTo(8);
  }

  @Test
  void cannotBeForestalledByAStranger() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    try (FarSide stranger = new FarSide("127.0.0.77")) {
      stranger.reads(session.description());
      speaks(stranger, 100);
      assertThat(received(session)).isZero();
      speaks(phone, 3);
      speaks(stranger, 10);
    }
    assertThat(received(session)).isOne();
  }

  @Test
  void isHeardAtOnceWhereItDescribedItself() throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.signalledFrom(host("127.0.0.77"));
    pass(1);
    speaks(phone, 2);
    assertThat(received(session)).isEqualTo(2);
  }

  @Test
  void isLearnedWhenItsDescribedAddressStaysSilent() throws Exception {
    MediaSession session = answered(phone, "0 101");
    try (FarSide translator = new FarSide("127.0.0.77")) {
      translator.reads(session.description());
      session.signalledFrom(host("127.0.0.77"));
      pass(1);
      speaks(translator, 10);
      assertThat(received(session)).isZero();
      pass(50);
      speaks(translator, 5);
      assertThat(received(session)).isEqualTo(3);
      speaks(phone, 5);
      assertThat(received(session)).isEqualTo(3);
    }
  }

  @Test
  void isLearnedAnewWhenItsSignallingMoves() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    try (FarSide elsewhere = new FarSide("127.0.0.77")) {
      elsewhere.reads(session.description());
      session.signalledFrom(host("127.0.0.77"));
      pass(1);
      speaks(elsewhere, 6);
      assertThat(received(session)).isGreaterThan(3);
      session.play(List.of(sound(FRAME)), 1);
      pass(2);
      assertThat(elsewhere.hears().payload()).hasSize(FRAME);
    }
  }

  /** Nothing comes for four seconds, and then sound is to go both ways again. */
  private MediaSession resumed() throws Exception {
    String offer = phone.describe("0 101").replace("c=IN IP4 127.0.0.1", "c=IN IP4 " + PRIVATE);
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    session.reoffer(offer + "a=sendonly\r\n");
    pass(200);
    session.reoffer(offer);
    pass(1);
    return session;
  }

  @Test
  void isLearnedAnewWhereItsTranslatorForgotItDuringAHold() throws Exception {
    MediaSession session = resumed();
    long before = received(session);
    try (FarSide stranger = new FarSide("127.0.0.77")) {
      stranger.reads(session.description());
      speaks(stranger, 10);
    }
    session.play(List.of(sound(FRAME)), 1);
    pass(2);
    assertThat(phone.hears().payload()).as("until it shows itself").hasSize(FRAME);

    speaks(friend, 5);

    assertThat(received(session)).as("from the third on").isEqualTo(before + 3);
    session.play(List.of(sound(FRAME)), 1);
    pass(2);
    assertThat(friend.hears().payload()).hasSize(FRAME);
    speaks(phone, 5);
    assertThat(received(session)).as("nobody else any more").isEqualTo(before + 3);
  }

  @Test
  void isHeardAtOnceAfterAHoldWhereItWasHeardBefore() throws Exception {
    MediaSession session = resumed();
    long before = received(session);
    speaks(phone, 2);
    assertThat(received(session)).isEqualTo(before + 2);
    speaks(friend, 10);
    assertThat(received(session)).isEqualTo(before + 2);
  }

  @Test
  void isNotLearnedAnewByADescriptionWhileItIsHeard() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    session.reoffer(phone.describe("0 101").replace("c=IN IP4 127.0.0.1", "c=IN IP4 " + PRIVATE));
    pass(1);
    speaks(friend, 10);
    assertThat(received(session)).isEqualTo(3);
  }

  @Test
  void getsOurReportsWhereItsOwnComeFrom() throws Exception {
    MediaSession session = hidden();
    session.signalledFrom(host("127.0.0.1"));
    pass(1);
    speaks(phone, 5);
    int port = ((RtpSession) session).leg().port();
    friend.reads("m=audio " + (port + 1));
    byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0x12, 0x34};
    friend.send(report);
    pass(500);
    Packet ours = friend.hears();
    assertThat(ours.bytes()[1] & 0xFF).isBetween(200, 201);
  }
}
