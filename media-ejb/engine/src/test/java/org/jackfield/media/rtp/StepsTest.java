package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void areAllDoneThoughSomeFail() {
    List<String> done = new ArrayList<>();

    assertThatThrownBy(() ->
            Steps.all(
                () -> done.add("one"),
                () -> {
                  throw new StackOverflowError("first");
                },
                () -> {
                  throw new IllegalStateException("second");
                },
                () -> done.add("last")))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("first");

    assertThat(done).containsExactly("one", "last");
  }
}
