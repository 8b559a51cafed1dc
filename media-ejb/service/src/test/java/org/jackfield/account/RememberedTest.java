package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private static final Duration LIFE = Duration.ofSeconds(4);
  private static final int MOST = 10;

  private final Map<String, Integer> database = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> beside = new ArrayList<>();
  private boolean hold;
  private boolean away;
  private long now;

  private Optional<Integer> ask(String key) {
    asked.add(key);
    if (away) {
      throw new IllegalStateException("away");
    }
    return Optional.ofNullable(database.get(key));
  }

  private Remembered<String, Integer> remembered(Executor beside) {
    return new Remembered<>(this::ask, LIFE, MOST, beside, () -> now);
  }

  private void holdOrRun(Runnable work) {
    if (hold) {
      beside.add(work);
    } else {
      work.run();
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void asksOnceAndAgainBesideThoseWhoAskWhenItIsHalfAsOldAsItMayBe() {
    database.put("a", 1);
    Remembered<String, Integer> values = remembered(this::holdOrRun);
    assertThat(values.get("a")).contains(1);
    database.put("a", 2);
    hold = true;
    pass(Duration.ofSeconds(1));
    assertThat(values.get("a")).contains(1);
    assertThat(beside).isEmpty();

    pass(Duration.ofSeconds(2));
    assertThat(values.get("a")).as("the old value, at once").contains(1);
    assertThat(values.get("a")).contains(1);
    assertThat(beside).as("one question for each key").hasSize(1);
    beside.getFirst().run();
    assertThat(values.get("a")).contains(2);
  }

  @Test
  void tellsNothingThatIsOlderThanItsLife() {
    database.put("a", 1);
    Remembered<String, Integer> values = remembered(Runnable::run);
    values.get("a");
    database.put("a", 2);
    pass(LIFE);
    assertThat(values.get("a")).contains(2);
  }

  @Test
  void goesOnWithWhatIsKnownWhileTheDatabaseIsAway() {
    database.put("a", 1);
    Remembered<String, Integer> values = remembered(Runnable::run);
    values.get("a");
    away = true;
    pass(LIFE.multipliedBy(100));
    assertThat(values.get("a")).contains(1);
    assertThatThrownBy(() -> values.get("b")).hasMessage("away");
  }

  @Test
  void goesOnWithWhatIsKnownWhileTheDatabaseHangs() {
    CountDownLatch hanging = new CountDownLatch(1);
    database.put("a", 1);
    Remembered<String, Integer> values =
        new Remembered<>(
            key -> {
              if (away) {
                awaitUninterrupted(hanging);
              }
              return ask(key);
            },
            LIFE,
            MOST,
            work -> Thread.ofVirtual().start(work),
            () -> now);
    values.get("a");
    away = true;
    pass(LIFE);
    assertThat(values.get("a")).contains(1);
    assertThat(values.get("a")).as("without another wait").contains(1);
    hanging.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void neverTellsWhatHasBeenChangedHereNotEvenWhileTheDatabaseIsAway() {
    database.put("a", 1);
    database.put("b", 2);
    Remembered<String, Integer> values = remembered(Runnable::run);
    values.get("a");
    values.get("b");
    values.get("new");
    away = true;
    values.forget((key, value) -> key.equals("a"));

    assertThatThrownBy(() -> values.get("a")).hasMessage("away");
    assertThat(values.get("b")).as("nobody changed it").contains(2);
    assertThatThrownBy(() -> values.get("new")).hasMessage("away");
  }

  @Test
  void doesNotKeepWhatWasReadBeforeAChange() {
    database.put("a", 1);
    Remembered<String, Integer> values = remembered(this::holdOrRun);
    values.get("a");
    pass(Duration.ofSeconds(3));
    hold = true;
    values.get("a");
    values.forget((key, value) -> true);
    beside.getFirst().run();
    hold = false;
    asked.clear();

    values.get("a");
    assertThat(asked).as("what came of the question before the change is not kept").hasSize(1);
  }

  @Test
  void letsNamesThatAreNotThereDriveNothingOut() {
    database.put("a", 1);
    Remembered<String, Integer> values = remembered(Runnable::run);
    values.get("a");
    for (int i = 0; i < 1_000; i++) {
      values.get("no" + i);
    }
    asked.clear();
    assertThat(values.get("a")).contains(1);
    assertThat(asked).isEmpty();
  }

  @Test
  void forgetsWhatNobodyAskedForFirst() {
    Remembered<String, Integer> values = remembered(Runnable::run);
    for (int i = 0; i < MOST; i++) {
      database.put("k" + i, i);
      values.get("k" + i);
    }
    values.get("k0");
    database.put("more", 1);
    values.get("more");
    asked.clear();

    values.get("k0");
    assertThat(asked).isEmpty();
    values.get("k1");
    assertThat(asked).containsExactly("k1");
  }
}
