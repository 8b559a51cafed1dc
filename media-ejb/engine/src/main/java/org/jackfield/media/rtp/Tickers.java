package org.jackfield.media.rtp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The tickers of an engine, and which of them has room. Any thread. */
final class Tickers {

  private final List<Ticker> all = new CopyOnWriteArrayList<>();
  private final IntFunction<Ticker> starts;

  /** Starts one more by its number, when all are full. */
  Tickers(IntFunction<Ticker> starts) {
    this.starts = starts;
  }

  List<Ticker> all() {
    return all;
  }

  /** Where such a weight fits, of the emptiest, and is booked; null where all are too full. */
  @Nullable Ticker bookWhereItFits(int weight) {
    while (true) {
      Ticker least = null;
      for (Ticker ticker : all) {
        least = least == null || ticker.load() < least.load() ? ticker : least;
      }
      if (least == null || !least.hasRoom(weight)) {
        return null;
      }
      if (least.book(weight)) {
        return least;
      }
    }
  }

  /** The same, on one more ticker where all are too full. */
  Ticker book(int weight) {
    Ticker there = bookWhereItFits(weight);
    while (there == null) {
      growFor(weight);
      there = bookWhereItFits(weight);
    }
    return there;
  }

  /** Starts one more, if such a weight fits nowhere. */
  void growFor(int weight) {
    synchronized (this) {
      if (all.stream().noneMatch(ticker -> ticker.hasRoom(weight))) {
        start();
      }
    }
  }

  synchronized void start() {
    all.add(starts.apply(all.size() + 1));
  }
}
