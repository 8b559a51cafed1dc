package org.jackfield.application;

import java.net.URI;
import java.util.List;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.session.Cookie;

/** What an application answered, or why it did not. */
public sealed interface Answer {

  /** All cookies received on the way, the last of a name, domain and path being the valid one. */
  List<Cookie> cookies();

  /** What was asked and answered, for notifications: without credentials, cut to 64 KiB. */
  Exchange exchange();

  /**
   * Text with a status of 2xx.
   *
   * @param mimeType lower case, without parameters; empty if none was given
   * @param body decoded; one char more than {@link #MAX_BYTES} at most, so that the reader can tell
   *     that it is too long
   * @param address the final one, after redirections: relative addresses start from it
   */
  record Text(String mimeType, String body, URI address, List<Cookie> cookies, Exchange exchange)
      implements Answer {}

  /**
   * Sound with a status of 2xx, of which the body was not read: the media layer will ask for it.
   */
  record Sound(String mimeType, URI address, List<Cookie> cookies, Exchange exchange)
      implements Answer {}

  /**
   * No usable answer.
   *
   * @param code documented: 11200 and on
   * @param message what is wrong, and with what
   */
  record Failure(int code, String message, List<Cookie> cookies, Exchange exchange)
      implements Answer {}

  /** The longest document that is read. */
  int MAX_BYTES = 64 * 1_024;
}
