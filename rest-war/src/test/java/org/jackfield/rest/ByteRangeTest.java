package org.jackfield.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 9110 section 14. */
class ByteRangeTest {

  private static Optional<ByteRange> of(String header) {
    return ByteRange.of(Optional.of(header), 1_000);
  }

  @Test
  void readsFirstAndLast() {
    assertThat(of("bytes=0-99")).contains(new ByteRange(0, 99, 1_000));
    assertThat(of("bytes=900-")).contains(new ByteRange(900, 999, 1_000));
    assertThat(of("bytes=-100")).contains(new ByteRange(900, 999, 1_000));
    assertThat(of("bytes=900-5000")).contains(new ByteRange(900, 999, 1_000));
    assertThat(of("bytes=-5000")).contains(new ByteRange(0, 999, 1_000));
    assertThat(of("bytes=0-99").map(ByteRange::contentRange)).contains("bytes 0-99/1000");
  }

  @Test
  void saysWhatCannotBeHad() {
    assertThat(of("bytes=1000-").map(ByteRange::isSatisfiable)).contains(false);
    assertThat(of("bytes=-0").map(ByteRange::isSatisfiable)).contains(false);
    assertThat(of("bytes=1000-").map(ByteRange::contentRange)).contains("bytes */1000");
  }

  @Test
  void ignoresWhatIsNoRangeOfBytes() {
    assertThat(of("bytes=-")).isEmpty();
    assertThat(of("bytes=9-1")).isEmpty();
    assertThat(of("bytes=0-1,5-6")).isEmpty();
    assertThat(of("seconds=0-1")).isEmpty();
    assertThat(ByteRange.of(Optional.empty(), 1_000)).isEmpty();
  }
}
