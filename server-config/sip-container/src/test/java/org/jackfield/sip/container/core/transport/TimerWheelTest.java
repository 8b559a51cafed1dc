package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private final TimerWheel wheel = new TimerWheel(Runnable::run);
  private final List<String> fired = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    wheel.start();
  }

  @AfterEach
  void stop() {
    wheel.stop();
    assertThat(wheel.isStarted()).isFalse();
  }

  @Test
  void firesInOrderOfDelayAndNeverEarly() throws Exception {
    long start = System.nanoTime();
    wheel.schedule(task("third"), 300);
    wheel.schedule(task("first"), 0);
    wheel.schedule(task("second"), 100);
    Bench.until("all have fired", () -> fired.size() == 3);

    assertThat(fired).containsExactly("first", "second", "third");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void aDelayOfManyRoundsIsNotCutShort() throws Exception {
    wheel.schedule(task("far"), 10L * 4096 + 20);
    wheel.schedule(task("near"), 200);
    Bench.until("the near one has fired", () -> !fired.isEmpty());

    assertThat(fired).containsExactly("near");
  }

  @Test
  void ticksUntilItIsCancelledAlsoByItself() throws Exception {
    AtomicInteger count = new AtomicInteger();
    SIPStackTimerTask task =
        new Task() {
          @Override
          public void runTask() {
            if (count.incrementAndGet() == 3) {
              wheel.cancel(this);
            }
          }
        };
    wheel.scheduleWithFixedDelay(task, 10, 10);
    Bench.until("it has ticked", () -> count.get() == 3);
    wheel.schedule(task("later"), 100);
    Bench.until("the later one has fired", () -> !fired.isEmpty());

    assertThat(count).hasValue(3);
  }

  @Test
  void whatIsCancelledDoesNotFire() throws Exception {
    List<SIPStackTimerTask> tasks =
        IntStream.range(0, 1000).mapToObj(i -> task("cancelled")).toList();
    tasks.forEach(task -> wheel.schedule(task, 1_000));
    tasks.forEach(task -> assertThat(wheel.cancel(task)).isTrue());
    wheel.schedule(task("left"), 1_100);
    Bench.until("what is left has fired", () -> !fired.isEmpty());

    assertThat(fired).containsExactly("left");
    assertThat(wheel.cancel(tasks.getFirst())).isFalse();
  }

  @Test
  void asksForTheCallOnceHoweverOftenItTicks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    SIPStackTimerTask task =
        new Task() {
          @Override
          public Object getThreadHash() {
            asked.incrementAndGet();
            return "call";
          }

          @Override
          public void runTask() {
            fired.add("tick");
          }
        };
    wheel.scheduleWithFixedDelay(task, 10, 10);
    Bench.until("it has ticked", () -> fired.size() >= 3);

    assertThat(asked).hasValue(1);
  }

  private SIPStackTimerTask task(String name) {
    return new Task() {
      @Override
      public void runTask() {
        fired.add(name);
      }
    };
  }

  private abstract static class Task extends SIPStackTimerTask {
    @Override
    public @Nullable Object getThreadHash() {
      return null;
    }
  }
}
