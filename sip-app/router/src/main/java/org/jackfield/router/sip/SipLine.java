package org.jackfield.router.sip;

import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;

/**
 * A dialog with a phone, and its sound. What the call's thread asks is done in the order of the SIP
 * application session; so is what the phone sends: nothing here needs a lock.
 */
abstract class SipLine implements Line {

  private static final Logger LOG = System.getLogger(SipLine.class.getName());

  final Inbox inbox;
  final InstantSource clock;
  final SessionTimer timer;
  private final SipApplicationSession application;
  private final Equipment equipment;
  private final MediaSession sound;

  private SipSession session;
  private volatile Map<String, String> parameters;
  private final OfferAnswer descriptions;
  private final Refresh refresh = new Refresh();
  final Challenges challenges;
  private final Whereabouts whereabouts = new Whereabouts(this);
  private final AskedTransfer transfer = new AskedTransfer();
  private boolean isClosed;
  private boolean farewellIsOpen;

  /**
   * The line of a dialog.
   *
   * @param credentials for a far end that asks who we are
   */
  SipLine(
      SipSession session,
      Equipment equipment,
      Inbox inbox,
      MediaSession sound,
      Map<String, String> parameters,
      Optional<Credentials> credentials) {
    this.session = session;
    this.application = session.getApplicationSession();
    this.equipment = equipment;
    this.inbox = inbox;
    this.sound = sound;
    this.parameters = Map.copyOf(parameters);
    this.descriptions = new OfferAnswer(sound);
    this.challenges = new Challenges(credentials);
    this.clock = equipment.clock();
    this.timer =
        new SessionTimer(
            equipment.sessionTimer(),
            equipment.delays(),
            () -> inOrder(this::refresh),
            () -> inOrder(this::lost));
  }

  /** The line of a dialog, nothing if it has none (any more). */
  static Optional<SipLine> of(SipSession session) {
    return Whereabouts.lineOf(session);
  }

  /** Lets requests and answers of the dialog find the line. */
  final void attach() {
    attach(session);
  }

  /** Lets those of another dialog find it as well. */
  final void attach(SipSession other) {
    whereabouts.add(other);
  }

  final SipSession session() {
    return session;
  }

  @Override
  public final MediaSession sound() {
    return sound;
  }

  @Override
  public final Map<String, String> parameters() {
    return parameters;
  }

  final void tell(Map<String, String> known) {
    parameters = Map.copyOf(known);
  }

  @Override
  public void close() {
    sound.close();
    LOG.log(Level.DEBUG, "The sound of {0}: {1}", parameters.get("SipCallId"), sound.statistics());
    // Not in order: the session may end before its turn comes, and the delays would keep us
    timer.stop();
    inOrder(() -> {
      isClosed = true;
      transfer.answer(SipServletResponse.SC_CALL_LEG_DONE);
      end();
      leaveWhenDone();
    });
  }

  /** What is over is remembered no longer than something may come that it has to answer. */
  final void leaveWhenDone() {
    if (isClosed && !farewellIsOpen && !isAwaited()) {
      whereabouts.leave();
    }
  }

  /** Ends the dialog in the way that fits. In the session's order, any number of times. */
  abstract void end() throws IOException;

  /** Whether both sides have agreed and neither has hung up. In the session's order. */
  abstract boolean isEstablished();

  /** Whether something may come that ends what was begun. In the session's order. */
  abstract boolean isAwaited();

  /** An answer to a request that is not about a dialog that stands. In the session's order. */
  abstract void answered(SipServletResponse answer) throws IOException;

  /** The ACK to an answer of ours. In the session's order. */
  void acknowledged(SipServletRequest ack) throws IOException {
    try {
      descriptions.acknowledged(ack);
    } catch (MediaRefused e) {
      happen(new CallEvent.Failed(clock.instant()));
    }
  }

  /** Work for SIP. */
  interface Work {
    void run() throws IOException;
  }

  /** Does SIP work in the session's order; a session that has ended has nothing left to be done. */
  final void inOrder(Work work) {
    try {
      equipment
          .executor()
          .execute(
              application,
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  LOG.log(
                      Level.DEBUG,
                      "A message of " + parameters.get("SipCallId") + " was not sent",
                      e);
                  happen(new CallEvent.Failed(clock.instant()));
                } catch (RuntimeException mistake) {
                  LOG.log(Level.ERROR, "A mistake of ours in the dialog of a call", mistake);
                  happen(new CallEvent.Failed(clock.instant()));
                }
              });
    } catch (IllegalStateException ended) {
      LOG.log(Level.TRACE, "The session of {0} has ended", parameters.get("SipCallId"));
      gone();
    }
  }

  /** The session ended before the line did. Any thread. */
  void gone() {}

  final void happen(CallEvent event) {
    inbox.tell(event);
  }

  /** The far end hung up. */
  void hungUp(SipServletRequest bye) throws IOException {
    timer.stop();
    bye.createResponse(SipServletResponse.SC_OK).send();
    happen(new CallEvent.HungUp(clock.instant()));
  }

  /** Tells where the far end speaks from. */
  final void heard(SipServletMessage message) {
    descriptions.heard(message);
  }

  /**
   * An INVITE or UPDATE within the dialog: hold, another codec, another address (RFC 3264 section
   * 8), or only a sign of life (RFC 4028).
   */
  final void offered(SipServletRequest request) throws IOException {
    heard(request);
    if (equipment.sessionTimer().isTooLongFor(request)) {
      equipment.sessionTimer().refuse(request);
    } else if (refresh.isPending() && request.getMethod().equals("INVITE")) {
      // RFC 3261 section 14.2
      request.createResponse(SipServletResponse.SC_REQUEST_PENDING).send();
    } else {
      take(request);
    }
  }

  private void take(SipServletRequest request) throws IOException {
    try {
      SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
      descriptions.answer(request, ok);
      if (isEstablished()) {
        timer.take(request, ok);
      }
      ok.send();
    } catch (MediaRefused e) {
      request.createResponse(Sdp.status(e.reason())).send();
    }
  }

  /** What we send in a 2xx is an offer. */
  final void awaitAnswer() {
    descriptions.awaitAnswer();
  }

  /** Notes what the far end understands, in the message that establishes a dialog. */
  final void learn(SipServletMessage message) {
    refresh.learn(message);
  }

  /**
   * Another dialog takes the place of this one, which is ended (RFC 3891); the call and its sound
   * go on.
   */
  final void replacedBy(SipServletRequest invite, boolean earlyOnly) throws IOException {
    if (equipment.sessionTimer().isTooLongFor(invite)) {
      equipment.sessionTimer().refuse(invite);
    } else if (!isEstablished()) {
      // Section 3: one that rings at our side cannot be replaced
      invite.createResponse(SipServletResponse.SC_CALL_LEG_DONE).send();
    } else if (earlyOnly) {
      invite.createResponse(SipServletResponse.SC_BUSY_HERE).send();
    } else {
      try {
        SipServletResponse ok = invite.createResponse(SipServletResponse.SC_OK);
        heard(invite);
        descriptions.answer(invite, ok);
        learn(invite);
        timer.take(invite, ok);
        ok.send();
      } catch (MediaRefused e) {
        invite.createResponse(Sdp.status(e.reason())).send();
        return;
      }
      hangUp(Reason.REPLACED);
      moveTo(invite.getSession());
      challenges.forget();
      tell(SipParameters.of(invite));
    }
  }

  /** Whether a message is of the dialog that the line is about, and not of one that it left. */
  final boolean isAbout(SipServletMessage message) {
    return message.getSession().getId().equals(session.getId());
  }

  /** The line is about another dialog from now on, of the same application session. */
  final void moveTo(SipSession other) {
    session = other;
    refresh.end();
    attach();
  }

  private void refresh() throws IOException {
    if (isEstablished() && !refresh.isPending() && session.isValid()) {
      refresh.ask(session, timer, sound.description());
    }
  }

  /** An answer to any request of ours. In the session's order. */
  final void came(SipServletResponse answer) throws IOException {
    whereabouts.heardBy(answer.getSession());
    boolean ofRefresh = isAbout(answer) && refresh.isAnsweredBy(answer);
    if (isAskedAgain(answer, ofRefresh)) {
      return;
    }
    if (!ofRefresh) {
      answered(answer);
    } else if (answer.getStatus() >= 200) {
      refresh.end();
      refreshed(answer);
    }
    if (answer.getMethod().equals("BYE") && answer.getStatus() >= 200) {
      farewellIsOpen = false;
    }
    leaveWhenDone();
  }

  /** A request within the dialog that was challenged; that of the first INVITE is not. */
  private boolean isAskedAgain(SipServletResponse answer, boolean ofRefresh) throws IOException {
    if (ofRefresh ? !isEstablished() : answer.getMethod().equals("INVITE")) {
      return false;
    }
    Optional<SipServletRequest> again = challenges.again(answer);
    if (again.isPresent() && ofRefresh) {
      refresh.askAgain(again.get());
    } else if (again.isPresent()) {
      again.get().send();
    }
    return again.isPresent();
  }

  private void refreshed(SipServletResponse answer) throws IOException {
    int status = answer.getStatus();
    if (status < 300) {
      if (answer.getMethod().equals("INVITE")) {
        answer.createAck().send();
        descriptions.acceptIfPossible(Sdp.text(answer));
      }
      timer.taken(answer);
    } else {
      switch (status) {
        case SipServletResponse.SC_REQUEST_PENDING -> timer.crossed();
        case 422 -> {
          if (timer.mayAskFor(answer)) {
            refresh();
          }
        }
        // RFC 4028 section 10: nobody is there any more
        case SipServletResponse.SC_CALL_LEG_DONE, SipServletResponse.SC_REQUEST_TIMEOUT -> lost();
        // It lives, and does not want to be asked in this way
        default -> timer.taken(answer);
      }
    }
  }

  /** The far end gave no sign of life in time. */
  private void lost() throws IOException {
    if (isEstablished()) {
      hangUp(Reason.EXPIRED);
      happen(new CallEvent.Failed(clock.instant()));
    }
  }

  /** The far end wants the other party to go elsewhere (RFC 3515); the call's thread decides. */
  final void transferAsked(SipServletRequest refer, String target) throws IOException {
    if (transfer.ask(refer)) {
      inbox.transferWanted(target);
    }
  }

  @Override
  public final void acceptTransfer() {
    inOrder(() -> {
      transfer.answer(SipServletResponse.SC_ACCEPTED);
      if (isEstablished()) {
        Transfer.succeeded(session);
      }
    });
  }

  @Override
  public final void refuseTransfer() {
    inOrder(() -> transfer.answer(SipServletResponse.SC_DECLINE));
  }

  @Override
  public final void refer(String target) {
    inOrder(() -> Transfer.ask(session, target));
  }

  /** Ends a dialog that is established. */
  final void hangUp(Reason reason) throws IOException {
    if (session.isValid() && session.getState() == SipSession.State.CONFIRMED) {
      hangUp(session, reason);
    }
  }

  final void hangUp(SipSession ending, Reason reason) throws IOException {
    SipServletRequest bye = ending.createRequest("BYE");
    reason.into(bye);
    bye.send();
    // Without credentials nothing is done with its answer
    farewellIsOpen = challenges.canBeAnswered();
  }
}
