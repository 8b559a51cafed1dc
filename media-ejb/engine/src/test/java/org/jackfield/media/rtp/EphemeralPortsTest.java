package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EphemeralPortsTest {

  @Test
  void readsWhatTheKernelSays() {
    assertThat(EphemeralPorts.read("32768\t60999\n")).contains(new EphemeralPorts(32_768, 60_999));
    assertThat(EphemeralPorts.read("")).isEmpty();
    assertThat(EphemeralPorts.read("all of them")).isEmpty();
  }

  @Test
  void seesWhetherARangeHasSomeOfThem() {
    EphemeralPorts kernels = new EphemeralPorts(32_768, 60_999);
    assertThat(kernels.overlap(21_000, 31_999)).isFalse();
    assertThat(kernels.overlap(30_000, 32_769)).isTrue();
    assertThat(kernels.overlap(40_000, 41_001)).isTrue();
    assertThat(kernels.overlap(61_000, 65_001)).isFalse();
  }
}
