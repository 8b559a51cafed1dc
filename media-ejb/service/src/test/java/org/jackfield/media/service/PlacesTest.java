package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** P2.14: what one account does leaves room for others, and nobody waits for ever. */
class PlacesTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Places places = new Places(8);

  private List<Places.Turn> taken(String account, int wanted) throws InterruptedException {
    List<Places.Turn> taken = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Places.Turn turn = places.turn(account);
      if (turn.await(AT_ONCE)) {
        taken.add(turn);
      }
    }
    return taken;
  }

  @Test
  void givesOneAccountHalfOfThemAndTheNextHalfOfTheRest() throws Exception {
    assertThat(taken("AC1", 20)).hasSize(4);
    assertThat(taken("AC2", 20)).hasSize(2);
    assertThat(taken("AC3", 20)).hasSize(1);
    assertThat(taken("AC4", 20)).hasSize(1);
    assertThat(taken("AC5", 1)).as("in no time").isEmpty();
  }

  @Test
  void givesTheOnlyOneToAnybody() throws Exception {
    Places single = new Places(1);
    try (Places.Turn turn = single.turn("AC1")) {
      assertThat(turn.await(AT_ONCE)).isTrue();
      assertThat(single.turn("AC2").await(AT_ONCE)).isFalse();
    }
    assertThat(single.turn("AC2").await(AT_ONCE)).isTrue();
  }

  @Test
  void givesAPlaceThatBecomesFreeToWhoHoldsFewest() throws Exception {
    List<Places.Turn> first = taken("AC1", 4);
    taken("AC2", 2);
    taken("AC3", 1);
    taken("AC4", 1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Places.Turn greedy = places.turn("AC2");
      Places.Turn modest = places.turn("AC5");
      Future<Boolean> late = callers.submit(() -> greedy.await(LONG));
      Future<Boolean> served = callers.submit(() -> modest.await(LONG));

      first.getFirst().close();

      assertThat(served.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(late.isDone()).isFalse();
      first.forEach(Places.Turn::close);
      assertThat(late.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void letsWhoWantsTheSameGoBeforeThoseOfTheFirst() throws Exception {
    taken("AC1", 4);
    Places.Turn shared = places.turn("AC1");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> served = callers.submit(() -> shared.await(LONG));
      shared.alsoFor("AC2");

      assertThat(served.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
