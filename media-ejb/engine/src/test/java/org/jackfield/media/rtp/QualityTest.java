package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.media.MediaStatistics;
import org.junit.jupiter.api.Test;

class QualityTest {

  private final Counters counters = new Counters();

  private double score() {
    return Quality.of(counters).meanOpinionScore();
  }

  @Test
  void isTheWorstWhereNothingIsHeardOfThePeer() {
    assertThat(score()).as("nothing to judge").isZero();
    counters.addSent(160);
    assertThat(score()).isEqualTo(1.0);
  }

  @Test
  void fallsByWhatIsLostOrCameTooLate() {
    for (int i = 0; i < 100; i++) {
      counters.addReceived();
    }
    double best = score();
    assertThat(best).isBetween(4.2, 4.5);
    counters.addConcealed(10);
    double concealed = score();
    assertThat(concealed).isLessThan(best - 0.5);
    counters.addLost(20);
    assertThat(score()).isLessThan(concealed - 0.2);
    MediaStatistics figures = Quality.of(counters);
    assertThat(figures.concealed()).isEqualTo(10);
    assertThat(figures.lost()).isEqualTo(20);
  }
}
