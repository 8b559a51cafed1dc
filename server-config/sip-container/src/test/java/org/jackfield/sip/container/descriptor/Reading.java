package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads descriptors that a test has written. */
final class Reading {
  private static final String SERVLET =
      "<servlet><servlet-name>a</servlet-name><servlet-class>x.A</servlet-class></servlet>";

  private Reading() {}

  static SipDescriptor document(String xml) throws SipDescriptorException {
    return SipDeclarations.of(
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "sip.xml", List.of());
  }

  /** An application of the servlet {@code a} and what is said besides. */
  static SipDescriptor with(String elements) throws SipDescriptorException {
    return document(application(elements));
  }

  static String errorOf(String xml) {
    return Objects.requireNonNull(
        catchThrowableOfType(SipDescriptorException.class, () -> document(xml)).getMessage());
  }

  static String errorWith(String elements) {
    return errorOf(application(elements));
  }

  private static String application(String elements) {
    return "<sip-app>" + SERVLET + "\n" + elements + "</sip-app>";
  }
}
