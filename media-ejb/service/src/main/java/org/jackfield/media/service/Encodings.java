package org.jackfield.media.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Brings WAV files into MP3, so many at once, each account in its part of the places. Entered by
 * any thread; whoever asks waits.
 */
final class Encodings {

  private final Decoding decoding;
  private final Duration patience;
  private final Places places = new Places(Runtime.getRuntime().availableProcessors() * 2);

  Encodings(Decoding decoding, Duration patience) {
    this.decoding = decoding;
    this.patience = patience;
  }

  /**
   * Makes the file.
   *
   * @throws Unmade with {@link Unmade#TOO_SLOW} where no place became free
   */
  void mp3(Path wav, Path into, String account) throws IOException, Unmade {
    try (Places.Turn turn = places.turn(account)) {
      if (!turn.await(patience)) {
        throw new Unmade(Unmade.TOO_SLOW, "All places for encoding are taken");
      }
      decoding.encode(wav, into);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unmade(Unmade.INTERNAL, "The media layer is being stopped");
    }
  }
}
