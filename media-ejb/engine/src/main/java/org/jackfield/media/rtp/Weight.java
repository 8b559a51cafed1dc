package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;

/**
 * What a leg costs its ticker, in legs that speak G.711: their packets take 10 us in 20 ms, and
 * what encodes and decodes as long again is another leg (docs/performance.md).
 */
final class Weight {

  private Weight() {}

  /** Of a leg that is encoded for and listened to. */
  static int alone(Codec codec) {
    return switch (codec) {
      case PCMU, PCMA, L16 -> 1;
      case G722 -> 5;
      case OPUS -> 19;
    };
  }

  /** Of a member of a room, most of whom hear what is encoded once. */
  static int inRoom(Codec codec) {
    return switch (codec) {
      case PCMU, PCMA, L16 -> 1;
      case G722 -> 3;
      case OPUS -> 4;
    };
  }
}
