package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.media.MediaSession;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of legs that do whatever they do, at the test's own time (RFC 3550 section 6.2). */
class ReportingTest extends ClockedWorld {

  private static final int A_MINUTE = 60 * 50;

  /** Kinds of reports, as RTCP numbers them. */
  private List<Integer> reports() {
    settle();
    List<Packet> heard = new ArrayList<>();
    // Reports are not among what sessions count
    Fact.await(
        "reports have come",
        () -> {
          heard.addAll(phone.heardSoFar());
          return heard.stream().filter(ReportingTest::isReport).count() >= 9;
        });
    return heard.stream()
        .filter(ReportingTest::isReport)
        .map(packet -> packet.bytes()[1] & 0xFF)
        .toList();
  }

  private static boolean isReport(Packet packet) {
    return RtpPacket.isRtcp(packet.bytes(), packet.bytes().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendrecv", "sendonly", "recvonly", "inactive"})
  void comeFromALegThatSaysNothing(String direction) throws Exception {
    answered(phone, "0 101", "rtcp-mux", direction);
    pass(A_MINUTE);
    // 5 s / 1.22, by half and one and a half
    assertThat(reports()).hasSizeBetween(9, 26).containsOnly(201);
  }

  @Test
  void comeFromALegThatOnlyHears() throws Exception {
    answered(phone, "0 101", "rtcp-mux");
    speaks(phone, 0, new byte[A_MINUTE * FRAME]);
    assertThat(reports()).hasSizeBetween(9, 26).containsOnly(201);
  }

  @Test
  void comeFromALegThatPlays() throws Exception {
    MediaSession session = answered(phone, "0 101", "rtcp-mux");
    session.play(List.of(sound(50 * FRAME)), 0);
    pass(A_MINUTE);
    assertThat(reports()).hasSizeBetween(9, 26).containsOnly(200);
  }

  @Test
  void comeFromAMemberOfARoom() throws Exception {
    engine.room(2).join(answered(phone, "0 101", "rtcp-mux"));
    pass(A_MINUTE);
    assertThat(reports()).hasSizeBetween(9, 26).containsOnly(201);
  }
}
