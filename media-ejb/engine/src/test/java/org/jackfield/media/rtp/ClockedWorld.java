package org.jackfield.media.rtp;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;

/** A world the time of which the test moves: nothing happens but in {@link #pass}. */
abstract class ClockedWorld extends LegWorld {

  private static final int SLOTS = 5;

  final AtomicLong time = new AtomicLong(1_000_000_000L);

  @BeforeEach
  void moveTime() {
    engine.close();
    engine = new RtpEngine(settings(), Ticker.MOST_LEGS, new RtpEngine.Pace(time::get, false));
  }

  /** Lets so many frames of 20 ms go by. */
  void pass(int frames) {
    for (int i = 0; i < frames * SLOTS; i++) {
      time.addAndGet(Ticker.FRAME_NANOS / SLOTS);
      engine.runDue();
    }
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
