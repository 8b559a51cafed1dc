package org.jackfield.router.sip;

import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Signaling.Outward;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jspecify.annotations.Nullable;

/**
 * A call of ours. It has a plan: steps that are tried one after another, in each of them ways that
 * are tried at once. Who answers first is the far end, and all others are told so.
 */
final class OutgoingLine extends SipLine {

  private static final Logger LOG = System.getLogger(OutgoingLine.class.getName());

  private enum State {
    CALLING,
    ESTABLISHED,
    OVER
  }

  private final Outward outward;
  private final Equipment equipment;
  private final Deque<List<Way>> steps;
  private final Refusals refusals = new Refusals();
  // All that were tried, which any thread may give back, and those of the present step
  private final List<Branch> tried = new CopyOnWriteArrayList<>();
  private List<Branch> step;
  private @Nullable Branch reached;
  private State state = State.CALLING;
  private Reason reason = Reason.NORMAL;

  private OutgoingLine(
      List<Branch> first,
      Deque<List<Way>> steps,
      Equipment equipment,
      Inbox inbox,
      MediaSession sound,
      Outward outward) {
    super(
        first.getFirst().invite().getSession(),
        equipment,
        inbox,
        sound,
        Map.of("SipCallId", first.getFirst().invite().getCallId()),
        first.getFirst().inDialog());
    this.outward = outward;
    this.equipment = equipment;
    this.steps = steps;
    this.step = first;
  }

  /**
   * A call that is to be placed.
   *
   * @param plan its steps, one at least
   * @throws IllegalArgumentException if its first step leads nowhere
   */
  static OutgoingLine of(
      List<List<Way>> plan, Equipment equipment, Inbox inbox, MediaSession sound, Outward outward) {
    Deque<List<Way>> steps = new ArrayDeque<>(plan);
    List<Branch> first = branches(steps.removeFirst(), outward);
    if (first.isEmpty()) {
      throw new IllegalArgumentException("No way leads there");
    }
    return new OutgoingLine(first, steps, equipment, inbox, sound, outward);
  }

  private static List<Branch> branches(List<Way> ways, Outward outward) {
    List<Branch> branches = new ArrayList<>();
    for (Way way : ways) {
      try {
        branches.add(new Branch(way, outward.headers()));
      } catch (RuntimeException e) {
        // A contact or a gateway that nobody can be asked at: the others are tried
        LOG.log(Level.WARNING, "No call goes this way: {0}", e.getMessage());
      }
    }
    return branches;
  }

  void begin() {
    inOrder(this::beginStep);
  }

  private void beginStep() throws IOException {
    tried.addAll(step);
    for (Branch branch : step) {
      attach(branch.invite().getSession());
      try {
        branch.begin(sound(), timer, equipment.delays(), () -> inOrder(() -> silent(branch)));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "An INVITE was not sent", e);
        refusals.add(SipServletResponse.SC_SERVICE_UNAVAILABLE, Map.of());
      }
    }
    goOnIfAllAreOver();
  }

  /** Nothing at all came of a way in time. */
  private void silent(Branch branch) throws IOException {
    if (state == State.CALLING && branch.isSilent() && !steps.isEmpty()) {
      branch.way().said(SipServletResponse.SC_REQUEST_TIMEOUT);
      branch.cancel(Reason.NORMAL);
      refusals.add(SipServletResponse.SC_REQUEST_TIMEOUT, Map.of());
      goOnIfAllAreOver();
    }
  }

  private void goOnIfAllAreOver() throws IOException {
    if (state != State.CALLING || !step.stream().allMatch(Branch::isOver)) {
      return;
    }
    List<Branch> next = List.of();
    while (step.stream().noneMatch(Branch::wasLastWord) && next.isEmpty() && !steps.isEmpty()) {
      next = branches(steps.removeFirst(), outward);
    }
    if (next.isEmpty()) {
      state = State.OVER;
      tell(refusals.parameters());
      happen(new CallEvent.Refused(refusals.status(), clock.instant()));
    } else {
      step = next;
      goTo(next.getFirst());
      beginStep();
    }
  }

  /** The line is about this one from now on. */
  private void goTo(Branch branch) {
    moveTo(branch.invite().getSession());
    challenges.weAre(branch.inDialog(), branch.realms());
    tell(Map.of("SipCallId", branch.invite().getCallId()));
  }

  @Override
  public void ring() {}

  @Override
  public void answer() {}

  @Override
  public void reject(Rejection rejection) {}

  @Override
  public void soundEarly() {}

  @Override
  public void answeredElsewhere() {
    inOrder(() -> reason = Reason.ANSWERED_ELSEWHERE);
  }

  @Override
  boolean isEstablished() {
    return state == State.ESTABLISHED;
  }

  @Override
  boolean isAwaited() {
    return state == State.CALLING || tried.stream().anyMatch(Branch::isAwaited);
  }

  /** A fork's success that comes when its call is forgotten (RFC 3261 section 13.2.2.4). */
  static void declineLate(SipServletResponse success) throws IOException {
    success.createAck().send();
    if (success.getSession().getState() == SipSession.State.CONFIRMED) {
      SipServletRequest bye = success.getSession().createRequest("BYE");
      Reason.NORMAL.into(bye);
      bye.send();
    }
  }

  @Override
  void answered(SipServletResponse answer) throws IOException {
    if (!answer.getMethod().equals("INVITE")) {
      Transfer.heard(answer, inbox);
      return;
    }
    Optional<Branch> branch = tried.stream().filter(b -> b.isAskedBy(answer)).findFirst();
    if (answer.getStatus() >= 200) {
      branch.ifPresent(Branch::answered);
    }
    if (answer.getStatus() >= 200 && answer.getStatus() < 300) {
      accepted(answer, branch);
    } else if (branch.isPresent() && answer.getStatus() < 200) {
      progressed(answer, branch.get());
    } else if (branch.isPresent()) {
      refused(answer, branch.get());
    }
  }

  private void progressed(SipServletResponse answer, Branch branch) throws IOException {
    branch.heard();
    confirm(answer);
    if (state == State.CALLING && answer.getStatus() > 100 && !branch.isOver()) {
      branch.rang();
      happen(new CallEvent.Rang(clock.instant()));
      // Of several at once nobody is heard before one has answered
      if (!Sdp.text(answer).isEmpty() && step.size() == 1) {
        heard(answer);
        if (take(Sdp.text(answer))) {
          inbox.soundsEarly();
        }
      }
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

  private void accepted(SipServletResponse answer, Optional<Branch> branch) throws IOException {
    answer.createAck().send();
    if (state == State.OVER || (state == State.ESTABLISHED && !isAbout(answer))) {
      // It crossed our CANCEL, or another branch was there first (RFC 3261 section 13.2.2.4)
      hangUp(answer.getSession(), reached == null ? reason : Reason.ANSWERED_ELSEWHERE);
    } else if (state != State.ESTABLISHED && branch.isPresent()) {
      state = State.ESTABLISHED;
      won(branch.get());
      heard(answer);
      if (!isAbout(answer)) {
        // Of several that were rung this one was the first (RFC 3261 section 13.2.2.4)
        moveTo(answer.getSession());
      }
      learn(answer);
      timer.taken(answer);
      tell(SipParameters.of(answer));
      if (take(Sdp.text(answer))) {
        sound().answered();
        happen(new CallEvent.Answered(clock.instant()));
      } else {
        reason = Reason.NO_COMMON_SOUND;
        end();
        happen(new CallEvent.Refused(SipServletResponse.SC_NOT_ACCEPTABLE_HERE, clock.instant()));
      }
    }
  }

  private void won(Branch branch) throws IOException {
    reached = branch;
    branch.won();
    challenges.weAre(branch.inDialog(), branch.realms());
    for (Branch other : step) {
      if (other != branch) {
        other.cancel(Reason.ANSWERED_ELSEWHERE);
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

  private void refused(SipServletResponse answer, Branch branch) throws IOException {
    if (state != State.CALLING || branch.isOver()) {
      return;
    }
    branch.heard();
    Optional<SipServletRequest> again = branch.again(answer, timer);
    if (again.isPresent()) {
      boolean isOurs = isAbout(answer);
      attach(again.get().getSession());
      branch.send(again.get(), sound(), timer);
      if (isOurs && !isAbout(again.get())) {
        goTo(branch);
      }
    } else {
      int status = answer.getStatus();
      refusals.add(status, SipParameters.of(answer));
      branch.rest(answer);
      branch.over(status);
      goOnIfAllAreOver();
    }
  }

  @Override
  void hungUp(SipServletRequest bye) throws IOException {
    over();
    super.hungUp(bye);
  }

  private void over() {
    state = State.OVER;
    tried.forEach(Branch::left);
  }

  @Override
  void gone() {
    tried.forEach(Branch::left);
  }

  @Override
  void end() throws IOException {
    switch (state) {
      case CALLING -> {
        state = State.OVER;
        for (Branch branch : step) {
          branch.cancel(reason);
        }
      }
      case ESTABLISHED -> {
        over();
        hangUp(reason);
      }
      case OVER -> {}
    }
  }
}
