package org.jackfield.media.rtp;

import java.util.Collection;
import org.jackfield.media.MediaEngine.Figures;
import org.jackfield.media.MediaStatistics;

/** What the sessions of an engine come to. Any thread. */
final class Totals {

  private long ended;
  private Sum past = Sum.NOTHING;

  /** Takes the figures of a session that has ended. */
  synchronized void add(RtpSession session) {
    ended++;
    past = past.with(session);
  }

  synchronized Figures with(Collection<RtpSession> open, long skipped) {
    Sum all = past;
    for (RtpSession session : open) {
      all = all.with(session);
    }
    return new Figures(
        open.size(),
        ended,
        all.sent,
        all.received,
        all.lost,
        all.late,
        all.dropped,
        skipped,
        all.hearing == 0 ? 0 : all.opinions / all.hearing);
  }

  private record Sum(
      long sent, long received, long lost, long late, long dropped, long hearing, double opinions) {

    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, 0, 0);

    Sum with(RtpSession session) {
      MediaStatistics figures = session.statistics();
      boolean heard = figures.received() > 0;
      return new Sum(
          sent + figures.sent(),
          received + figures.received(),
          lost + figures.lost(),
          late + figures.late(),
          dropped + session.leg().counters().dropped(),
          hearing + (heard ? 1 : 0),
          opinions + (heard ? figures.meanOpinionScore() : 0));
    }
  }
}
