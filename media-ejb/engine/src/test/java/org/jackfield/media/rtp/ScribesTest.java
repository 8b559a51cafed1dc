package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file that cannot be written to holds up few others, and no new ones. */
class ScribesTest {

  private final Scribes scribes = new Scribes();
  private final CountDownLatch diskTurns = new CountDownLatch(1);

  /** What counts how often it is written, and by which threads; perhaps to a disk that stands. */
  private final class Page implements Scribe.Writing {
    private final AtomicInteger times = new AtomicInteger();
    private final Set<Thread> threads = new HashSet<>();
    private final boolean stuck;

    Page(boolean stuck) {
      this.stuck = stuck;
    }

    @Override
    public boolean write() {
      threads.add(Thread.currentThread());
      if (stuck) {
        try {
          diskTurns.await();
        } catch (InterruptedException ended) {
          Thread.currentThread().interrupt();
        }
      }
      return times.incrementAndGet() < 3;
    }

    @Override
    public void broken() {
      throw new AssertionError("nothing is broken");
    }

    @Override
    public Path file() {
      return Path.of("page");
    }
  }

  @BeforeEach
  void start() {
    scribes.start();
  }

  @AfterEach
  void stop() throws Exception {
    diskTurns.countDown();
    scribes.stop();
    scribes.join(5_000);
  }

  @Test
  void beginAtOnceThoughTheyHadNothingToDo() {
    Scribe idle = new Scribe("idle");
    idle.start();
    Fact.await("it rests", idle::isResting);
    Page page = new Page(false);
    long began = System.nanoTime();
    idle.add(page);
    Fact.await("it is begun", () -> page.times.get() > 0);
    assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
    idle.stop();
  }

  @Test
  void goOnWithOthersWhereOneFileIsHeldUp() {
    Page stuck = new Page(true);
    Scribe heldUp = scribes.add(stuck);
    heldUp.wake();
    Fact.await("it is held up", heldUp::isHeldUp);

    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pages.add(new Page(false));
      Scribe writer = scribes.add(pages.getLast());
      assertThat(writer).isNotSameAs(heldUp);
      writer.wake();
    }
    Fact.await("all others are written", () -> pages.stream().allMatch(p -> p.times.get() == 3));
    assertThat(pages).allSatisfy(page -> assertThat(page.threads).hasSize(1));
    assertThat(stuck.times).hasValue(0);

    diskTurns.countDown();
    heldUp.wake();
    Fact.await("the slow one is written in the end", () -> stuck.times.get() == 3);
    assertThat(heldUp.isHeldUp()).isFalse();
  }
}
