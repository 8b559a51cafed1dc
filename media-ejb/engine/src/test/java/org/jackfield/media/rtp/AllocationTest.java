package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
    echo(session, 2_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long ticker =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("media-ticker-1"))
            .findFirst()
            .orElseThrow()
            .threadId();
    long before = threads.getThreadAllocatedBytes(ticker);
    echo(session, 2_000);
    double each = (threads.getThreadAllocatedBytes(ticker) - before) / 2_000.0;
    // Reports every five seconds and the compiler's own changes of code are not of the packet path
    assertThat(each).isLessThan(4);
  }

  private void echo(MediaSession session, int packets) throws Exception {
    for (int i = 0; i < packets; i++) {
      long heard = session.statistics().received();
      phone.speak(0, frame(i));
      if (i % 10 == 9) {
        Fact.await("it has arrived", () -> session.statistics().received() > heard);
      }
    }
  }
}
