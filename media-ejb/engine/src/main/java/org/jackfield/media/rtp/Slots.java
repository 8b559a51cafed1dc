package org.jackfield.media.rtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whose turn of a ticker comes when, within 20 ms. On the ticker. */
final class Slots {

  static final int NUMBER = 5;

  private final TurnTaker[][] slots = new TurnTaker[NUMBER][64];
  private final int[] sizes = new int[NUMBER];

  /** How many have their turn together. */
  int size(int slot) {
    return sizes[slot];
  }

  TurnTaker at(int slot, int place) {
    return slots[slot][place];
  }

  boolean isEmpty() {
    for (int size : sizes) {
      if (size > 0) {
        return false;
      }
    }
    return true;
  }

  /** In the emptiest one. */
  void add(TurnTaker one) {
    int emptiest = 0;
    for (int i = 1; i < NUMBER; i++) {
      if (legsIn(i) < legsIn(emptiest)) {
        emptiest = i;
      }
    }
    put(one, emptiest);
  }

  private int legsIn(int index) {
    int legs = 0;
    for (int i = 0; i < sizes[index]; i++) {
      legs += slots[index][i].legs();
    }
    return legs;
  }

  void put(TurnTaker one, int into) {
    if (sizes[into] == slots[into].length) {
      slots[into] = Arrays.copyOf(slots[into], 2 * sizes[into]);
    }
    one.slot = into;
    one.place = sizes[into];
    slots[into][sizes[into]++] = one;
  }

  /** No more turns. */
  void remove(TurnTaker one) {
    if (one.slot < 0) {
      return;
    }
    TurnTaker[] all = slots[one.slot];
    TurnTaker last = all[--sizes[one.slot]];
    all[one.place] = last;
    // What the free place still named would stay in memory until the next one comes there
    all[sizes[one.slot]] = null;
    last.place = one.place;
    one.slot = -1;
  }

  /**
   * The lightest that frees so much, or else the heaviest; null where there is nothing to divide.
   */
  @Nullable TurnTaker fitting(int excess, int mostWeight) {
    int legs = 0;
    TurnTaker best = null;
    for (int i = 0; i < NUMBER; i++) {
      for (int at = 0; at < sizes[i]; at++) {
        TurnTaker one = slots[i][at];
        legs += one.legs();
        int weight = one.weight();
        // What is too much for any ticker stays, and the others make room
        if (weight <= mostWeight && (best == null || fitsBetter(weight, best.weight(), excess))) {
          best = one;
        }
      }
    }
    return best == null || best.together() >= legs ? null : best;
  }

  private static boolean fitsBetter(int one, int other, int excess) {
    return one >= excess ? other < excess || one < other : other < excess && one > other;
  }
}
