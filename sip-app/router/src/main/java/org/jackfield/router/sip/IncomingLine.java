package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Inbox;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.sip.SessionExecutor;

/** A call that a phone made to us. */
final class IncomingLine extends SipLine {

  private enum State {
    OFFERED,
    RINGING,
    ANSWERED,
    ESTABLISHED,
    OVER
  }

  private final SipServletRequest invite;
  private final boolean offerIsOurs;
  private State state = State.OFFERED;
  // RFC 3261 section 15: a callee sends no BYE before it has the ACK to its 2xx
  private boolean endsWhenAcknowledged;

  IncomingLine(
      SipServletRequest invite,
      SessionExecutor executor,
      Inbox inbox,
      MediaSession sound,
      boolean offerIsOurs,
      Map<String, String> parameters,
      InstantSource clock) {
    super(invite.getSession(), executor, inbox, sound, parameters, clock);
    this.invite = invite;
    this.offerIsOurs = offerIsOurs;
  }

  @Override
  public void ring() {
    inOrder(() -> {
      if (state == State.OFFERED) {
        state = State.RINGING;
        invite.createResponse(SipServletResponse.SC_RINGING).send();
      }
    });
  }

  @Override
  public void answer() {
    inOrder(() -> {
      if (state == State.OFFERED || state == State.RINGING) {
        state = State.ANSWERED;
        SipServletResponse ok = invite.createResponse(SipServletResponse.SC_OK);
        ok.setContent(sound().description().getBytes(StandardCharsets.UTF_8), SDP);
        ok.send();
      }
    });
  }

  @Override
  public void reject(Rejection rejection) {
    inOrder(() -> refuse(rejection.sipStatus()));
  }

  @Override
  public void refer(String target) {
    inOrder(() -> Transfer.ask(session, target));
  }

  @Override
  void acknowledged(SipServletRequest ack) throws IOException {
    if (state != State.ANSWERED) {
      return;
    }
    state = State.ESTABLISHED;
    if (offerIsOurs) {
      try {
        sound().accept(text(ack));
      } catch (MediaRefused e) {
        happen(new CallEvent.Failed(clock.instant()));
      }
    }
    if (endsWhenAcknowledged) {
      end();
    }
  }

  @Override
  void answered(SipServletResponse answer) {
    Transfer.heard(answer, inbox);
  }

  /** The caller gave up; the container has answered 487. */
  void cancelled() {
    if (state == State.OFFERED || state == State.RINGING) {
      state = State.OVER;
      happen(new CallEvent.HungUp(clock.instant()));
    }
  }

  /** The ACK to our 2xx never came (RFC 3261 section 13.3.1.4). */
  void unacknowledged() throws IOException {
    if (state == State.ANSWERED) {
      state = State.OVER;
      hangUp();
      happen(new CallEvent.HungUp(clock.instant()));
    }
  }

  @Override
  void hungUp(SipServletRequest bye) throws IOException {
    state = State.OVER;
    super.hungUp(bye);
  }

  @Override
  void end() throws IOException {
    switch (state) {
      case OFFERED, RINGING -> refuse(SipServletResponse.SC_TEMPORARILY_UNAVAILABLE);
      case ANSWERED -> endsWhenAcknowledged = true;
      case ESTABLISHED -> {
        state = State.OVER;
        hangUp();
      }
      case OVER -> {}
    }
  }

  private void refuse(int status) throws IOException {
    if (state == State.OFFERED || state == State.RINGING) {
      state = State.OVER;
      invite.createResponse(status).send();
    }
  }
}
