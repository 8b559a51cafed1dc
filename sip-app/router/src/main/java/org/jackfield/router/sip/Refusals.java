package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletResponse;
import java.util.Map;

/**
 * What is told of a call that nobody took, where several ways were tried (RFC 3261 section 16.7,
 * step 6): what somebody said counts before what equipment said, and that before silence.
 */
final class Refusals {

  private int status;
  private Map<String, String> parameters = Map.of();

  /** One more refusal, with what is told of it besides. */
  void add(int refused, Map<String, String> told) {
    if (status == 0 || rank(refused) > rank(status)) {
      status = refused;
      parameters = told;
    }
  }

  /** The most telling of all. */
  int status() {
    return status == 0 ? SipServletResponse.SC_REQUEST_TIMEOUT : status;
  }

  /** What is told of it besides. */
  Map<String, String> parameters() {
    return parameters;
  }

  private static int rank(int status) {
    return switch (status) {
      case 486, 600 -> 5;
      case 408, 480, 487 -> 2;
      default ->
          switch (status / 100) {
            case 6 -> 4;
            case 4 -> 3;
            default -> 1;
          };
    };
  }
}
