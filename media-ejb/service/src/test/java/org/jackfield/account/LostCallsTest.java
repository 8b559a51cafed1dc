package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.junit.jupiter.api.Test;

class LostCallsTest {

  @Test
  void endsACallWhereItWasLastHeardOf() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);

    CallRecord ended = LostCalls.ended(ringing, Samples.BEGIN.plusSeconds(900));

    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.ended()).isEqualTo(Optional.of(Samples.BEGIN));
    assertThat(ended.version()).isEqualTo(2);
  }
}
