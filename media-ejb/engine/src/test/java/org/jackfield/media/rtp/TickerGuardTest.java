package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, a ticker goes on and waits for nobody. */
class TickerGuardTest {

  private static final int MORE_THAN_FITS = 20_000;

  private final Herald herald = new Herald("herald");
  private final Tickers none =
      new Tickers(number -> {
        throw new OutOfMemoryError("no thread");
      });
  private final Ticker ticker = new Ticker("ticker", herald, 800, System::nanoTime, none);

  private final Ticker other = new Ticker("other", herald, 800, System::nanoTime, none);

  /** Counts its turns; may fail in each, and in failing. */
  private static class Counting extends TurnTaker {
    private final Ticker ticker;
    private final boolean bad;
    final AtomicInteger turns = new AtomicInteger();

    Counting(Ticker ticker, boolean bad) {
      this.ticker = ticker;
      this.bad = bad;
    }

    @Override
    void turn(long now) {
      turns.incrementAndGet();
      if (bad) {
        throw new StackOverflowError("a mistake of ours");
      }
    }

    @Override
    void fails(Throwable mistake) {
      throw new OutOfMemoryError("one more");
    }

    @Override
    int legs() {
      return 1;
    }

    @Override
    Ticker ticker() {
      return ticker;
    }

    @Override
    int together() {
      return 1;
    }

    @Override
    int weight() {
      return 1;
    }

    @Override
    void goTo(Ticker there) {
      throw new AssertionError("there is no other");
    }
  }

  private final Counting good = new Counting(ticker, false);
  private final Counting bad = new Counting(ticker, true);

  @BeforeEach
  void start() {
    herald.start();
    ticker.start();
    ticker.submit(good, () -> ticker.add(good));
  }

  @AfterEach
  void stop() throws Exception {
    ticker.stop();
    ticker.join(1_000);
    other.release();
    herald.stop();
    herald.join(1_000);
  }

  private void goesOn() {
    int before = good.turns.get();
    Fact.await("the others have their turns", () -> good.turns.get() > before + 10);
  }

  @Test
  void goesOnWhereALegFailsAndDoesNotEvenEnd() {
    for (int i = 0; i < 10; i++) {
      Counting one = new Counting(ticker, true);
      ticker.submit(one, () -> ticker.add(one));
    }
    ticker.submit(bad, () -> ticker.add(bad));
    ticker.submit(
        new Counting(ticker, true),
        () -> {
          throw new StackOverflowError("a mistake of ours");
        });
    Fact.await("it had a turn", () -> bad.turns.get() > 0);
    goesOn();
    assertThat(bad.turns).as("what does not end well has no more turns").hasValue(1);
  }

  @Test
  void goesOnWhereItsLegsAreTooManyAndNoThreadCanBeStarted() {
    ticker.bookAnyhow(2_000);
    Counting another = new Counting(ticker, false);
    ticker.submit(another, () -> ticker.add(another));
    goesOn();
  }

  @Test
  void neverWaitsForATickerThatStands() throws Exception {
    Counting there = new Counting(other, false);
    AtomicInteger done = new AtomicInteger();
    CompletableFuture<Long> took = new CompletableFuture<>();
    ticker.submit(
        good,
        () -> {
          long began = System.nanoTime();
          for (int i = 0; i < MORE_THAN_FITS; i++) {
            other.submit(there, done::incrementAndGet);
          }
          took.complete(System.nanoTime() - began);
        });
    assertThat(took.get()).isLessThan(900_000_000L);
    goesOn();

    other.runDue();
    assertThat(done).as("nothing is forgotten").hasValue(MORE_THAN_FITS);
  }
}
