package org.jackfield.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {

  private static final String NAME = "jackfield.some.limit";

  @Test
  void isTheUsualUnlessSet() {
    assertThat(new WholeNumbers(name -> null).longOf(NAME, 7, 1)).isEqualTo(7);
    assertThat(set(" ").longOf(NAME, 7, 1)).isEqualTo(7);
    assertThat(set(" 12 ").longOf(NAME, 7, 1)).isEqualTo(12);
    assertThat(set("0").intOf(NAME, 7, 0)).isZero();
    assertThat(set("90").secondsOf(NAME, 7, 1)).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "1.5", "0x10", "0", "1234567890123456789", "5 000"})
  void namesWhatIsWrong(String wrong) {
    assertThatThrownBy(() -> set(wrong).longOf(NAME, 7, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            NAME
                + " must be a whole number of 1 or more, in at most 18 digits, not '"
                + wrong
                + "'");
  }

  @Test
  void doesNotCutWhatIsTooLarge() {
    assertThatThrownBy(() -> set("4294967296").intOf(NAME, 7, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2147483647 or less");
  }

  private static WholeNumbers set(String value) {
    return new WholeNumbers(Map.of(NAME, value)::get);
  }
}
