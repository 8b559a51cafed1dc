package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.media.MediaSession;
import org.jspecify.annotations.Nullable;

/**
 * A way that is being tried: its INVITE, and those that follow from what it answers (a challenge,
 * another address). In the order of the call's session.
 */
final class Branch {

  private static final Logger LOG = System.getLogger(Branch.class.getName());

  private final Way way;
  private final List<Map.Entry<String, String>> headers;
  private final Redirections redirections;
  private final Set<String> realms = new HashSet<>();
  private SipServletRequest invite;
  private boolean identified;
  private boolean elsewhere;
  private boolean wasHeard;
  private boolean rang;
  private boolean isOver;
  private boolean isAwaited = true;
  private boolean wasLastWord;
  // Given back by whoever comes first, on any thread
  private final AtomicBoolean isTaken = new AtomicBoolean();
  private @Nullable Future<?> patience;

  /**
   * A way that is to be tried.
   *
   * @param headers that the call has, whichever way it goes
   * @throws IllegalArgumentException if it leads nowhere
   */
  Branch(Way way, List<Map.Entry<String, String>> headers) {
    this.way = way;
    this.headers = headers;
    this.redirections = new Redirections(way.target());
    this.invite = way.invite(way.target());
  }

  /** The INVITE that it is about now. */
  SipServletRequest invite() {
    return invite;
  }

  /** Who we are to whom it has reached. */
  Optional<Credentials> credentials() {
    return elsewhere ? Optional.empty() : way.credentials();
  }

  /** The same for who asks within the dialog: only by whom they are known to be wanted. */
  Optional<Credentials> inDialog() {
    return way.isForRealms() && realms.isEmpty() ? Optional.empty() : credentials();
  }

  /** Whose they are; of nobody in particular if there is none. */
  Set<String> realms() {
    return way.isForRealms() ? realms : Set.of();
  }

  Way way() {
    return way;
  }

  /** Whether an answer is to its present INVITE, or to a fork of that. */
  boolean isAskedBy(SipServletResponse answer) {
    return answer.getCallId().equals(invite.getCallId());
  }

  /** Nothing is awaited from it any more, but for what crosses. */
  boolean isOver() {
    return isOver;
  }

  /** It begins: {@code onSilence} runs if nothing at all is heard of it in time. */
  void begin(MediaSession sound, SessionTimer timer, Delays delays, Runnable onSilence)
      throws IOException {
    if (!way.taken()) {
      isAwaited = false;
      isOver = true;
      throw new IOException("There is no room on this way");
    }
    isTaken.set(true);
    try {
      send(invite, sound, timer);
      way.patience().ifPresent(time -> patience = delays.after(time, onSilence));
    } catch (IOException | RuntimeException e) {
      isAwaited = false;
      over(SipServletResponse.SC_SERVICE_UNAVAILABLE);
      throw e;
    }
  }

  /** Sends one of its INVITEs, which it is about from now on. */
  void send(SipServletRequest request, MediaSession sound, SessionTimer timer) throws IOException {
    invite = request;
    isAwaited = true;
    for (Map.Entry<String, String> header : headers) {
      request.setHeader(header.getKey(), header.getValue());
    }
    way.dress(request);
    timer.ask(request);
    Sdp.content(request, way.offer(sound));
    request.send();
  }

  /** Something was heard of it. */
  void heard() {
    wasHeard = true;
    Future<?> waiting = patience;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  /** The called was reached: it rings, or is heard. */
  void rang() {
    rang = true;
  }

  /** Whether nothing has been heard of it, not even that it is being tried. */
  boolean isSilent() {
    return !wasHeard && !isOver;
  }

  /** The final answer to its present INVITE has come. */
  void answered() {
    isAwaited = false;
  }

  /** Whether the final answer to its present INVITE is still to come. */
  boolean isAwaited() {
    return isAwaited;
  }

  /** Whether it was refused by the called, and not by the way. */
  boolean wasLastWord() {
    return wasLastWord;
  }

  /** It is given back; harmless when repeated. Any thread. */
  void left() {
    if (isTaken.compareAndSet(true, false)) {
      way.left();
    }
  }

  /** It has said its last word. */
  void over(int status) {
    heard();
    if (!isOver) {
      isOver = true;
      // Whom it rang at, and who did not answer, does so by no other way
      boolean unanswered = rang && status == SipServletResponse.SC_REQUEST_TIMEOUT;
      wasLastWord = unanswered || way.isLastWord(status);
      way.said(unanswered ? SipServletResponse.SC_TEMPORARILY_UNAVAILABLE : status);
      left();
    }
  }

  /** It has been taken: it stays so until the call is over. */
  void won() {
    heard();
    isOver = true;
    way.said(SipServletResponse.SC_OK);
  }

  /** What it asks for, where it refuses a call for a while (RFC 3261 section 20.33). */
  void rest(SipServletResponse answer) {
    String asked = String.valueOf(answer.getHeader("Retry-After")).split("[ ;(]", 2)[0];
    if (asked.matches("\\d{1,6}")) {
      way.rest(Duration.ofSeconds(Integer.parseInt(asked)));
    }
  }

  /** It is not wanted any more. */
  void cancel(Reason reason) throws IOException {
    if (!isOver) {
      heard();
      isOver = true;
      left();
      // The container keeps it until something has been heard of the INVITE (section 9.1)
      SipServletRequest cancel = invite.createCancel();
      reason.into(cancel);
      cancel.send();
    }
  }

  /** What is asked next after a refusal that is not the last word; not sent yet. */
  Optional<SipServletRequest> again(SipServletResponse answer, SessionTimer timer) {
    try {
      return next(answer, timer);
    } catch (RuntimeException e) {
      // A challenge of another kind, a contact that cannot be called: it is the last word then
      LOG.log(Level.DEBUG, "A refusal could not be followed", e);
      return Optional.empty();
    }
  }

  private Optional<SipServletRequest> next(SipServletResponse answer, SessionTimer timer) {
    int status = answer.getStatus();
    Optional<Credentials> known = credentials();
    if ((status == 401 || status == 407) && known.isPresent() && !identified) {
      identified = true;
      answer.getChallengeRealms().forEachRemaining(realms::add);
      SipServletRequest again = sameAgain();
      again.addAuthHeader(answer, known.get().user(), known.get().password());
      return Optional.of(again);
    }
    if (status == 422 && timer.mayAskFor(answer)) {
      return Optional.of(sameAgain());
    }
    redirections.read(answer);
    return redirections
        .next()
        .map(target -> {
          // The credentials are for the one whom the application named
          elsewhere = true;
          return way.invite(target);
        });
  }

  /** To the same as before, and as the same caller. */
  private SipServletRequest sameAgain() {
    return invite.getSession().createRequest("INVITE");
  }
}
