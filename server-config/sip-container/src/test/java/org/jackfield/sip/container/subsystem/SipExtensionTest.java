package org.jackfield.sip.container.subsystem;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class SipExtensionTest {
  @Test
  void isMadeByTheServer() {
    assertThatCode(SipExtension::new).doesNotThrowAnyException();
  }
}
