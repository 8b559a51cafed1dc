package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that the far end of a dialog is gone although nobody hung up (RFC 4028). A far end that
 * knows of it is asked to refresh; one that does not is refreshed by us. In the session's order,
 * but for the end.
 */
final class SessionTimer {

  private static final Duration AFTER_GLARE = Duration.ofMillis(2_100);
  private static final Pattern INTERVAL = Pattern.compile("\\s*([0-9]{1,9})\\s*(;.*)?");
  private static final Pattern REFRESHER =
      Pattern.compile(".*;\\s*refresher\\s*=\\s*(uac|uas)\\b.*", Pattern.CASE_INSENSITIVE);

  private final Delays delays;
  private final Runnable refresh;
  private final Runnable expire;
  private final int least;
  private int leastOfPeer;
  private int seconds;
  private boolean oursToRefresh = true;
  private boolean over;
  private @Nullable Future<?> next;

  /**
   * Counts from the first request that is taken.
   *
   * @param refresh sends a refresh, and {@code expire} ends the dialog; both are called on the
   *     thread of the delays, which must not be kept
   */
  SessionTimer(Interval interval, Delays delays, Runnable refresh, Runnable expire) {
    this.least = interval.least();
    this.leastOfPeer = least;
    this.seconds = Math.max(interval.usual(), least);
    this.delays = delays;
    this.refresh = refresh;
    this.expire = expire;
  }

  /**
   * What we ask for and the least that we take, in seconds.
   *
   * @param least 90 by RFC 4028 section 4; less is for tests
   */
  record Interval(int usual, int least) {

    /** Whether a request wants less than we take: it is answered 422. */
    boolean isTooLongFor(SipServletRequest request) {
      int asked = interval(request);
      return asked > 0 && asked < least && knowsTimers(request);
    }

    /** Answers it, and says what we would take (RFC 4028 section 5). */
    void refuse(SipServletRequest request) throws IOException {
      SipServletResponse tooSmall = request.createResponse(422);
      tooSmall.setHeader("Min-SE", Integer.toString(least));
      tooSmall.send();
    }
  }

  /** A request of ours asks for the interval. */
  void ask(SipServletRequest request) {
    request.addHeader("Supported", "timer");
    request.setHeader("Session-Expires", seconds + (next == null ? "" : ";refresher=" + we("uac")));
    request.setHeader("Min-SE", Integer.toString(leastOfPeer));
  }

  /**
   * The far end finds our interval too small (422).
   *
   * @return whether we can ask for more
   */
  boolean mayAskFor(SipServletResponse tooSmall) {
    int wanted = number(tooSmall.getHeader("Min-SE"));
    if (wanted <= seconds) {
      return false;
    }
    leastOfPeer = wanted;
    seconds = wanted;
    return true;
  }

  /** The far end has taken a request of ours: it counts anew. */
  void taken(SipServletResponse success) {
    int said = interval(success);
    if (said > 0) {
      seconds = Math.max(said, least);
      oursToRefresh = !refresher(success).equals("uas");
    } else {
      // RFC 4028 section 7.2: a far end that knows no timers is refreshed by us
      oursToRefresh = true;
    }
    count();
  }

  /** We take a request of the far end, and say how it goes on (RFC 4028 section 9). */
  void take(SipServletRequest request, SipServletResponse success) {
    int asked = interval(request);
    if (knowsTimers(request)) {
      seconds = asked > 0 ? asked : Math.max(seconds, number(request.getHeader("Min-SE")));
      oursToRefresh = asked > 0 && refresher(request).equals("uas");
      if (!oursToRefresh) {
        success.addHeader("Require", "timer");
      }
    } else {
      seconds = Math.max(asked, seconds);
      oursToRefresh = true;
    }
    success.setHeader("Session-Expires", seconds + ";refresher=" + we("uas"));
    count();
  }

  private String we(String weAre) {
    return oursToRefresh == weAre.equals("uac") ? "uac" : "uas";
  }

  private synchronized void count() {
    cancel();
    if (over) {
      return;
    }
    // RFC 4028 section 10: the one who refreshes does so at half time; the other gives up a little
    // before the end
    next =
        oursToRefresh
            ? delays.after(Duration.ofMillis(seconds * 500L), refresh)
            : delays.after(Duration.ofSeconds(seconds - Math.min(32, seconds / 3)), expire);
  }

  /** Both sides asked at once (RFC 3261 section 14.1): a little later it will do. */
  synchronized void crossed() {
    cancel();
    next = over ? next : delays.after(AFTER_GLARE, refresh);
  }

  /** The dialog is over, whatever may still come. Any thread. */
  synchronized void stop() {
    over = true;
    cancel();
  }

  private void cancel() {
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  private static boolean knowsTimers(SipServletMessage message) {
    return lists(message, "Supported", "timer");
  }

  /** Whether the sender says that it understands a method (RFC 3261 section 20.5). */
  static boolean allows(SipServletMessage message, String method) {
    return lists(message, "Allow", method);
  }

  private static boolean lists(SipServletMessage message, String header, String wanted) {
    for (Iterator<String> lines = message.getHeaders(header); lines.hasNext(); ) {
      for (String word : lines.next().split(",", -1)) {
        if (word.strip().equalsIgnoreCase(wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int interval(SipServletMessage message) {
    return number(message.getHeader("Session-Expires"));
  }

  private static int number(@Nullable String header) {
    Matcher interval = INTERVAL.matcher(header == null ? "" : header);
    return interval.matches() ? Integer.parseInt(interval.group(1)) : 0;
  }

  private static String refresher(SipServletMessage message) {
    String header = message.getHeader("Session-Expires");
    Matcher refresher = REFRESHER.matcher(header == null ? "" : header);
    return refresher.matches() ? refresher.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
