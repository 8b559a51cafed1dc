package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jackfield.media.MediaSession;
import org.junit.jupiter.api.Test;

class AllocationTest extends LegWorld {

  @Override
  EngineSettings settings() {
    return super.settings().withTickers(1);
  }

  @Test
  void allocatesNothingForAPacket() throws Exception {
    MediaSession session = answered(phone, "0 101");
    engine.bridge(session, session);
    assertThat(allocatedForEach(session, 0)).isLessThan(4);
  }

  @Test
  void allocatesNothingForAPacketByAnotherCodecThanTheFirst() throws Exception {
    MediaSession session = engine.offer(phone);
    session.accept(phone.describe("8 0 101"));
    phone.reads(session.description());
    session.play(List.of(sound(FRAME)), 1);
    // What comes before the answer is in force is dropped
    phone.hears();
    engine.bridge(session, session);
    assertThat(allocatedForEach(session, 0)).isLessThan(4);
  }

  /** Reports every five seconds and the compiler's own changes of code are no packets' path. */
  private double allocatedForEach(MediaSession session, int type) throws Exception {
    echo(session, type, 2_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long ticker =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("media-ticker-1"))
            .findFirst()
            .orElseThrow()
            .threadId();
    long before = threads.getThreadAllocatedBytes(ticker);
    echo(session, type, 2_000);
    return (threads.getThreadAllocatedBytes(ticker) - before) / 2_000.0;
  }

  private void echo(MediaSession session, int type, int packets) throws Exception {
    for (int i = 0; i < packets; i++) {
      long heard = session.statistics().received();
      phone.speak(type, frame(i));
      if (i % 10 == 9) {
        Fact.await("it has arrived", () -> session.statistics().received() > heard);
      }
    }
  }
}
