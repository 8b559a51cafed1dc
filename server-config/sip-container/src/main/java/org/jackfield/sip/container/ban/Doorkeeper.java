package org.jackfield.sip.container.ban;

import java.net.InetAddress;
import java.util.Locale;
import org.jackfield.sip.container.BanSettings;
import org.jackfield.sip.container.admission.RawMessage;

/**
 * Looks at what begins something, before it is parsed: scanners and those who are shunned get no
 * answer, and OPTIONS of strangers neither. Any thread may enter.
 */
public record Doorkeeper(Bans bans) {

  /**
   * Whether a message is dropped without an answer.
   *
   * @param isProven whether it came over a connection, so that the sender has that address
   */
  public boolean turnsAway(InetAddress from, boolean isProven, RawMessage message) {
    if (!message.isOutOfDialog() || message.is("CANCEL") || message.is("ACK")) {
      return false;
    }
    BanSettings settings = bans.settings();
    if (bans.isTrusted(from)) {
      return false;
    }
    if (isScanner(message, settings)) {
      bans.failed(from, Grounds.SCANNER, isProven);
      return true;
    }
    return bans.isShunned(from)
        || (message.is("OPTIONS") && !settings.answersStrangers() && !bans.isKnown(from));
  }

  private static boolean isScanner(RawMessage message, BanSettings settings) {
    String agent = message.userAgent().toLowerCase(Locale.ROOT);
    return !agent.isEmpty() && settings.scanners().stream().anyMatch(agent::contains);
  }
}
