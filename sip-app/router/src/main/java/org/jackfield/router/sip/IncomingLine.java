package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Inbox;
import org.jackfield.media.MediaSession;

/** A call that a phone made to us. */
final class IncomingLine extends SipLine {

  private enum State {
    OFFERED,
    RINGING,
    SOUNDING,
    ANSWERED,
    ESTABLISHED,
    OVER
  }

  private final SipServletRequest invite;
  private final boolean offerIsOurs;
  private final Runnable giveBack;
  private State state = State.OFFERED;
  // RFC 3261 section 15: a callee sends no BYE before it has the ACK to its 2xx
  private boolean endsWhenAcknowledged;

  IncomingLine(
      SipServletRequest invite,
      Equipment equipment,
      Inbox inbox,
      MediaSession sound,
      boolean offerIsOurs,
      Runnable giveBack) {
    super(invite.getSession(), equipment, inbox, sound, SipParameters.of(invite), Optional.empty());
    this.invite = invite;
    this.offerIsOurs = offerIsOurs;
    this.giveBack = giveBack;
    learn(invite);
  }

  @Override
  public void close() {
    super.close();
    giveBack.run();
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
  public void soundEarly() {
    inOrder(() -> {
      // An offer of ours in an unreliable answer would have no answer (RFC 3262 section 5)
      if ((state == State.OFFERED || state == State.RINGING) && !offerIsOurs) {
        state = State.SOUNDING;
        SipServletResponse progress = invite.createResponse(SipServletResponse.SC_SESSION_PROGRESS);
        Sdp.content(progress, sound().description());
        progress.send();
      }
    });
  }

  @Override
  public void answer() {
    inOrder(() -> {
      if (isOpen()) {
        state = State.ANSWERED;
        SipServletResponse ok = invite.createResponse(SipServletResponse.SC_OK);
        Sdp.content(ok, sound().description());
        if (offerIsOurs) {
          awaitAnswer();
        }
        timer.take(invite, ok);
        ok.send();
        sound().answered();
      }
    });
  }

  @Override
  public void answeredElsewhere() {
    // Only those whom we call are told
  }

  @Override
  public void reject(Rejection rejection) {
    inOrder(() -> refuse(rejection.sipStatus()));
  }

  @Override
  boolean isEstablished() {
    return state == State.ANSWERED || state == State.ESTABLISHED;
  }

  private boolean isOpen() {
    return state == State.OFFERED || state == State.RINGING || state == State.SOUNDING;
  }

  @Override
  void acknowledged(SipServletRequest ack) throws IOException {
    super.acknowledged(ack);
    if (state == State.ANSWERED) {
      state = State.ESTABLISHED;
      if (endsWhenAcknowledged) {
        end();
      }
      leaveWhenDone();
    }
  }

  @Override
  boolean isAwaited() {
    return state == State.ANSWERED;
  }

  @Override
  void answered(SipServletResponse answer) {
    Transfer.heard(answer, inbox);
  }

  /** The caller gave up; the container has answered 487. */
  void cancelled() {
    if (isOpen()) {
      state = State.OVER;
      happen(new CallEvent.HungUp(clock.instant()));
    }
  }

  /** The ACK to our 2xx never came (RFC 3261 section 13.3.1.4). */
  void unacknowledged() throws IOException {
    if (state == State.ANSWERED) {
      state = State.OVER;
      timer.stop();
      hangUp(Reason.NORMAL);
      happen(new CallEvent.HungUp(clock.instant()));
      leaveWhenDone();
    }
  }

  @Override
  void hungUp(SipServletRequest bye) throws IOException {
    // RFC 3261 section 15.1.2: requests that are pending are answered
    refuse(SipServletResponse.SC_REQUEST_TERMINATED);
    state = State.OVER;
    super.hungUp(bye);
  }

  @Override
  void end() throws IOException {
    switch (state) {
      case OFFERED, RINGING, SOUNDING -> refuse(SipServletResponse.SC_TEMPORARILY_UNAVAILABLE);
      case ANSWERED -> endsWhenAcknowledged = true;
      case ESTABLISHED -> {
        state = State.OVER;
        hangUp(Reason.NORMAL);
      }
      case OVER -> {}
    }
  }

  private void refuse(int status) throws IOException {
    if (isOpen()) {
      state = State.OVER;
      invite.createResponse(status).send();
    }
  }
}
