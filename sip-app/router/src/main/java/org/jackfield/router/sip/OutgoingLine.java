package org.jackfield.router.sip;

import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Inbox;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.sip.SessionExecutor;

/** A call of ours to a phone. */
final class OutgoingLine extends SipLine {

  private enum State {
    CALLING,
    PROCEEDING,
    ESTABLISHED,
    OVER
  }

  private final Optional<Credentials> credentials;
  private SipServletRequest invite;
  private State state = State.CALLING;
  private boolean identified;
  // RFC 3261 section 9.1: no CANCEL before something has been heard of the INVITE
  private boolean cancelsWhenHeard;

  OutgoingLine(
      SipServletRequest invite,
      SessionExecutor executor,
      Inbox inbox,
      MediaSession sound,
      Optional<Credentials> credentials,
      InstantSource clock) {
    super(
        invite.getSession(),
        executor,
        inbox,
        sound,
        Map.of("SipCallId", invite.getCallId()),
        clock);
    this.invite = invite;
    this.credentials = credentials;
  }

  void begin() {
    inOrder(() -> {
      attach();
      invite.setContent(sound().description().getBytes(StandardCharsets.UTF_8), SDP);
      invite.send();
    });
  }

  @Override
  public void ring() {}

  @Override
  public void answer() {}

  @Override
  public void reject(Rejection rejection) {}

  @Override
  public void refer(String target) {
    inOrder(() -> Transfer.ask(session, target));
  }

  @Override
  void answered(SipServletResponse answer) throws IOException {
    if (!answer.getMethod().equals("INVITE")) {
      Transfer.heard(answer, inbox);
    } else if (answer.getStatus() < 200) {
      heard(answer);
    } else if (answer.getStatus() < 300) {
      accepted(answer);
    } else {
      refused(answer);
    }
  }

  private void heard(SipServletResponse answer) throws IOException {
    confirm(answer);
    if (state == State.CALLING) {
      state = State.PROCEEDING;
    }
    if (cancelsWhenHeard) {
      cancelsWhenHeard = false;
      invite.createCancel().send();
      return;
    }
    if (state == State.PROCEEDING && answer.getStatus() > 100) {
      if (!text(answer).isEmpty()) {
        take(text(answer));
      }
      happen(new CallEvent.Rang(clock.instant()));
    }
  }

  /** A provisional answer that wants to be confirmed (RFC 3262 section 4). */
  private static void confirm(SipServletResponse answer) throws IOException {
    if (answer.getHeader("RSeq") != null) {
      try {
        answer.createPrack().send();
      } catch (Rel100Exception e) {
        throw new IOException("What has an RSeq can be confirmed", e);
      }
    }
  }

  private void accepted(SipServletResponse answer) throws IOException {
    answer.createAck().send();
    heard(answer);
    if (state == State.OVER) {
      // It crossed our CANCEL, or another branch was there first (RFC 3261 section 13.2.2.4)
      answer.getSession().createRequest("BYE").send();
    } else if (state != State.ESTABLISHED) {
      state = State.ESTABLISHED;
      if (take(text(answer))) {
        happen(new CallEvent.Answered(clock.instant()));
      } else {
        end();
        happen(new CallEvent.Refused(SipServletResponse.SC_NOT_ACCEPTABLE_HERE, clock.instant()));
      }
    }
  }

  private boolean take(String description) {
    try {
      sound().accept(description);
      return true;
    } catch (MediaRefused e) {
      return false;
    }
  }

  private void refused(SipServletResponse answer) throws IOException {
    int status = answer.getStatus();
    boolean asked = status == 401 || status == 407;
    if (asked && credentials.isPresent() && !identified && state != State.OVER) {
      identified = true;
      state = State.CALLING;
      SipServletRequest again = session.createRequest("INVITE");
      again.addAuthHeader(answer, credentials.get().user(), credentials.get().password());
      again.setContent(sound().description().getBytes(StandardCharsets.UTF_8), SDP);
      invite = again;
      again.send();
    } else if (state != State.ESTABLISHED) {
      state = State.OVER;
      happen(new CallEvent.Refused(status, clock.instant()));
    }
  }

  @Override
  void acknowledged(SipServletRequest ack) {}

  @Override
  void hungUp(SipServletRequest bye) throws IOException {
    state = State.OVER;
    super.hungUp(bye);
  }

  @Override
  void end() throws IOException {
    switch (state) {
      case CALLING -> {
        state = State.OVER;
        cancelsWhenHeard = true;
      }
      case PROCEEDING -> {
        state = State.OVER;
        invite.createCancel().send();
      }
      case ESTABLISHED -> {
        state = State.OVER;
        hangUp();
      }
      case OVER -> {}
    }
  }
}
