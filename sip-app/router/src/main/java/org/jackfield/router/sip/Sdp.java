package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jackfield.media.MediaRefused;

/** Session descriptions in SIP messages (RFC 3264). What they say is the media engine's to know. */
final class Sdp {

  static final String TYPE = "application/sdp";

  private Sdp() {}

  static void content(SipServletMessage message, String description) throws IOException {
    message.setContent(description.getBytes(StandardCharsets.UTF_8), TYPE);
  }

  /** How a description that we cannot take is refused. */
  static int status(MediaRefused.Reason reason) {
    return switch (reason) {
      case MALFORMED -> SipServletResponse.SC_BAD_REQUEST;
      case NOT_ACCEPTABLE -> SipServletResponse.SC_NOT_ACCEPTABLE_HERE;
      case NO_PORT_LEFT -> SipServletResponse.SC_SERVICE_UNAVAILABLE;
    };
  }

  /** The session description in a message, empty if there is none. */
  static String text(SipServletMessage message) throws IOException {
    String type = message.getContentType();
    byte[] content = message.getRawContent();
    return content == null || type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)
        ? ""
        : new String(content, StandardCharsets.UTF_8);
  }
}
