package org.jackfield.media.rtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.media.MediaSession;
import org.junit.jupiter.api.BeforeEach;

/** A world the time of which the test moves: nothing happens but in {@link #pass}. */
abstract class ClockedWorld extends LegWorld {

  private static final int SLOTS = 5;
  // A socket keeps some 250 packets for a telephone that does not run
  private static final int FRAMES_TO_SETTLE = 10;

  private final Map<FarSide, List<MediaSession>> sessions = new HashMap<>();
  private int passed;

  final AtomicLong time = new AtomicLong(1_000_000_000L);

  @BeforeEach
  void moveTime() {
    engine.close();
    engine = new RtpEngine(settings(), Ticker.MOST_WEIGHT, new RtpEngine.Pace(time::get, false));
  }

  @Override
  MediaSession answered(FarSide who, String formats, String... attributes) throws Exception {
    MediaSession session = super.answered(who, formats, attributes);
    sessions.computeIfAbsent(who, phone -> new ArrayList<>()).add(session);
    return session;
  }

  /** Lets so many frames of 20 ms go by. */
  void pass(int frames) {
    for (int i = 0; i < frames; i++) {
      passOne();
      if (++passed % FRAMES_TO_SETTLE == 0) {
        settle();
      }
    }
  }

  /** Lets one frame of 20 ms go by, and does nothing else. */
  void passOne() {
    for (int slot = 0; slot < SLOTS; slot++) {
      time.addAndGet(Ticker.FRAME_NANOS / SLOTS);
      engine.runDue();
    }
  }

  /** Waits until the telephones have heard what has been sent to them. */
  void settle() {
    sessions.forEach((who, all) ->
        Fact.await(
            "all that was sent has come",
            () -> who.received() >= all.stream().mapToLong(s -> s.statistics().sent()).sum()));
  }

  /** Sends sound in frames of 20 ms; time goes by meanwhile. */
  @Override
  void speaks(FarSide who, int type, byte[] payload) throws Exception {
    for (int at = 0; at + FRAME <= payload.length; at += FRAME) {
      who.speak(type, Arrays.copyOfRange(payload, at, at + FRAME));
      pass(1);
    }
  }
}
