package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PeerSilent;
import org.jackfield.media.MediaSession;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be silent, and who may not. */
class WatchdogTest extends ClockedWorld {

  private static final int SECOND = 50;
  private static final int PATIENCE = 60 * SECOND;

  @Override
  EngineSettings settings() {
    return super.settings().withPatience(Duration.ofSeconds(60), Duration.ofSeconds(15));
  }

  private String described(String how) {
    String offer = phone.describe("0 101", how.contains(".") ? "sendrecv" : how);
    return how.contains(".") ? offer.replace("c=IN IP4 127.0.0.1", "c=IN IP4 " + how) : offer;
  }

  /** Events are told on another thread: one that comes later is waited for. */
  private List<MediaEvent> eventsUntilKey() throws Exception {
    phone.event(true, 5, true, 480);
    pass(2);
    List<MediaEvent> before = phone.eventsUntil(KeyPressed.class);
    phone.timestamp += 1_600;
    return before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "recvonly", "inactive", "0.0.0.0"})
  void isPatientWithWhoHoldsOrIsHeld(String how) throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.answered();
    session.reoffer(described(how));
    pass(3 * PATIENCE);
    assertThat(phone.heardSoFar())
        .as("a translator keeps the way open all the time")
        .hasSizeBetween(11, 12)
        .allSatisfy(packet -> assertThat(packet.payload()).containsOnly(G711.MU_SILENCE));
    session.reoffer(described("sendrecv"));
    pass(PATIENCE - SECOND);
    assertThat(eventsUntilKey()).isEmpty();

    pass(PATIENCE + SECOND);
    assertThat(phone.awaits(PeerSilent.class).length()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void expectsNothingBeforeTheAnswer() throws Exception {
    MediaSession session = engine.offer(phone);
    phone.reads(session.description());
    session.accept(phone.describe("0 101"));
    pass(2 * PATIENCE);
    session.answered();
    pass(PATIENCE - SECOND);
    assertThat(eventsUntilKey()).isEmpty();

    pass(PATIENCE + SECOND);
    assertThat(phone.awaits(PeerSilent.class).length()).isEqualTo(Duration.ofSeconds(60));
  }
}
