package org.jackfield.media.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Where the sources of a peer are (RFC 3711 section 3.2.3: a context for each). One that was heard
 * before must not begin anew by a packet that is replayed. One thread.
 */
final class SrtpSources {

  private static final int MOST = 8;

  private final Source[] sources = new Source[MOST];
  private int known;
  private int seen;

  /** One source. */
  static final class Source {
    private int ssrc;
    private int rollover;
    private int highest;
    // Another key is used, and nothing has come by it yet
    private boolean doubtful;
    private final ReplayWindow window = new ReplayWindow();

    private void begin(int source, int number) {
      ssrc = source;
      rollover = 0;
      highest = number;
      doubtful = false;
      window.reset(number);
    }

    private Source rekeyed() {
      Source same = new Source();
      same.ssrc = ssrc;
      same.rollover = rollover;
      same.highest = highest;
      same.doubtful = true;
      return same;
    }

    /** Whether it may count from the start again, which it should not. */
    boolean isDoubtful() {
      return doubtful;
    }

    /** RFC 3711 section 3.3.1: which cycle comes closest. */
    int cycleOf(int sequence) {
      if (highest < 1 << 15) {
        return sequence - highest > 1 << 15 ? rollover - 1 : rollover;
      }
      return highest - (1 << 15) > sequence ? rollover + 1 : rollover;
    }

    boolean isNew(long index) {
      return window.isNew(index);
    }

    /** A packet of RTP is authentic. */
    void take(int cycle, int sequence) {
      long index = (long) cycle << 16 | sequence;
      doubtful = false;
      if (index > ((long) rollover << 16 | highest)) {
        rollover = cycle;
        highest = sequence;
      }
      window.take(index);
    }

    /** A packet of RTCP is authentic. */
    void take(int index) {
      window.take(index);
    }
  }

  /** The same sources by another key: what was taken by the one before is not taken again. */
  SrtpSources rekeyed() {
    SrtpSources all = new SrtpSources();
    all.known = known;
    all.seen = seen;
    for (int i = 0; i < known; i++) {
      all.sources[i] = sources[i].rekeyed();
    }
    return all;
  }

  /** It begins with this number, and has never come round. */
  void restart(Source source, int number) {
    source.begin(source.ssrc, number);
  }

  @Nullable Source of(int ssrc) {
    for (int i = 0; i < known; i++) {
      if (sources[i].ssrc == ssrc) {
        return sources[i];
      }
    }
    return null;
  }

  /**
   * One more, which begins with this number; in the place of the one that was heard first where
   * there are too many.
   */
  Source begin(int ssrc, int number) {
    int place = seen++ % MOST;
    if (place == known) {
      sources[known++] = new Source();
    }
    sources[place].begin(ssrc, number);
    return sources[place];
  }
}
