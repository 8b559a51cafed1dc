package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Calls.Credentials;

/**
 * Tells a far end who we are that asks for it within a dialog (RFC 3261 section 22): a request of
 * ours that was challenged is sent again, once, with the credentials of the call. In the session's
 * order.
 */
final class Challenges {

  private static final Logger LOG = System.getLogger(Challenges.class.getName());

  /** All that requests of ours within a dialog say. */
  private static final List<String> SAID =
      List.of(
          "Event",
          "Min-SE",
          "Reason",
          "Refer-To",
          "Session-Expires",
          "Subscription-State",
          "Supported");

  private Optional<Credentials> credentials;
  private Set<String> realms = Set.of();
  private final Set<String> askedAgain = new HashSet<>();

  Challenges(Optional<Credentials> credentials) {
    this.credentials = credentials;
  }

  /** Whether a request of ours may be sent again. */
  boolean canBeAnswered() {
    return credentials.isPresent();
  }

  /**
   * They are for one far end, and for nobody who takes its place.
   *
   * @param known realms that they are for; where there is none, whoever asks
   */
  void weAre(Optional<Credentials> us, Set<String> known) {
    credentials = us;
    realms = Set.copyOf(known);
  }

  /** Whoever is at the far end from now on is not told. */
  void forget() {
    weAre(Optional.empty(), Set.of());
  }

  /** Who is behind a provider may ask for its password as well as it can itself. */
  private boolean isFor(SipServletResponse challenge) {
    Iterator<String> asking = challenge.getChallengeRealms();
    while (!realms.isEmpty() && asking.hasNext()) {
      if (!realms.contains(asking.next())) {
        return false;
      }
    }
    return true;
  }

  /** The request again, if this is the first challenge of it; it is not sent yet. */
  Optional<SipServletRequest> again(SipServletResponse answer) {
    int status = answer.getStatus();
    if (status < 200) {
      return Optional.empty();
    }
    boolean isFirst = !askedAgain.remove(String.valueOf(answer.getHeader("CSeq")));
    SipServletRequest asked = answer.getRequest();
    if (!isFirst
        || (status != 401 && status != 407)
        || credentials.isEmpty()
        || asked == null
        || !isFor(answer)) {
      return Optional.empty();
    }
    try {
      SipServletRequest again = copy(asked, answer);
      again.addAuthHeader(answer, credentials.get().user(), credentials.get().password());
      askedAgain.add(String.valueOf(again.getHeader("CSeq")));
      return Optional.of(again);
    } catch (IOException | RuntimeException e) {
      // A challenge of a kind that nobody here knows, or the dialog has ended meanwhile
      LOG.log(Level.DEBUG, "A challenge could not be answered", e);
      return Optional.empty();
    }
  }

  private static SipServletRequest copy(SipServletRequest asked, SipServletResponse answer)
      throws IOException {
    SipServletRequest again = answer.getSession().createRequest(asked.getMethod());
    for (String name : SAID) {
      if (again.getHeader(name) == null) {
        for (Iterator<String> values = asked.getHeaders(name); values.hasNext(); ) {
          again.addHeader(name, values.next());
        }
      }
    }
    byte[] content = asked.getRawContent();
    if (content != null && content.length > 0) {
      again.setContent(content, asked.getContentType());
    }
    return again;
  }
}
