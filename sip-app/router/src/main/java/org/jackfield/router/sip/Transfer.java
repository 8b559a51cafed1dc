package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.interpreter.Inbox;

/** Sends phones elsewhere, and is told what became of it (RFC 3515). */
final class Transfer {

  private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})\\b.*");

  private Transfer() {}

  static void ask(SipSession session, String target) throws IOException {
    if (session.isValid() && session.getState() == SipSession.State.CONFIRMED) {
      SipServletRequest refer = session.createRequest("REFER");
      refer.setHeader("Refer-To", "<" + target + ">");
      refer.send();
    }
  }

  /** What a far end that we let transfer is told of it (RFC 3515 section 2.4.5): all at once. */
  static void succeeded(SipSession session) throws IOException {
    SipServletRequest notify = session.createRequest("NOTIFY");
    notify.setHeader("Event", "refer");
    notify.setHeader("Subscription-State", "terminated;reason=noresource");
    notify.setContent(
        "SIP/2.0 200 OK\r\n".getBytes(StandardCharsets.UTF_8), "message/sipfrag;version=2.0");
    notify.send();
  }

  static void heard(SipServletResponse answer, Inbox inbox) {
    if (answer.getMethod().equals("REFER") && answer.getStatus() >= 200) {
      inbox.referAnswered(answer.getStatus());
    }
  }

  /** The status in a NOTIFY of the event {@code refer} (RFC 3515 section 2.4.5). */
  static OptionalInt told(SipServletRequest notify) throws IOException {
    byte[] content = notify.getRawContent();
    String text = content == null ? "" : new String(content, StandardCharsets.UTF_8);
    Matcher line = STATUS_LINE.matcher(text.lines().findFirst().orElse(""));
    return line.matches() ? OptionalInt.of(Integer.parseInt(line.group(1))) : OptionalInt.empty();
  }
}
