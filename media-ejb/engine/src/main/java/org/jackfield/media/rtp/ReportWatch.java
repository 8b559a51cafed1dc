package org.jackfield.media.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * Tells legs of one ticker when reports of their peers have come. These come once in seconds: so
 * the kernel is asked for all legs at once, and often, for a round trip is as exact as the moment
 * at which it ends. On the ticker.
 */
final class ReportWatch {

  private static final Logger LOG = System.getLogger(ReportWatch.class.getName());

  private final Ticker ticker;
  private final Selector selector;
  // Made once: it is used 250 times a second
  private final Consumer<SelectionKey> come = this::hears;

  ReportWatch(Ticker ticker) {
    this.ticker = ticker;
    try {
      selector = Selector.open();
    } catch (IOException failure) {
      throw new UncheckedIOException("A ticker needs two file handles", failure);
    }
  }

  /** Tells those legs whose have come. */
  void look() {
    try {
      selector.selectNow(come);
    } catch (Throwable failure) {
      // Also an Error: this is asked for all legs
      ticker.complain("Reports of peers cannot be taken", failure);
    }
  }

  private void hears(SelectionKey key) {
    Leg leg = (Leg) key.attachment();
    try {
      leg.hearsReports();
    } catch (Throwable mistake) {
      // Not here: a leg that ends asks the selector to let its channel go
      ticker.submit(leg, () -> leg.fails(mistake));
    }
  }

  SelectionKey add(DatagramChannel channel, Leg of) throws IOException {
    return channel.register(selector, SelectionKey.OP_READ, of);
  }

  /** The channel can be closed, or be another ticker's, afterwards. */
  void remove(SelectionKey key) {
    key.cancel();
    // Only a selection lets it go
    look();
  }

  /** When the ticker has ended. */
  void close() {
    try {
      selector.close();
    } catch (IOException failure) {
      LOG.log(Level.DEBUG, "A selector cannot be closed", failure);
    }
  }
}
