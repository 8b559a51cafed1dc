package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.call.Calls.Order;
import org.jackfield.call.Rejection;
import org.jackfield.call.VoiceSettings;
import org.jackfield.instruction.SipTarget;
import org.jackfield.interpreter.Signaling.Outward;

/** A call that the API asked for. */
final class OutboundRun extends CallRun {

  private final Order order;

  OutboundRun(LiveCall live, Order order, Surroundings around, Parties parties) {
    super(live, order.voice(), around, parties);
    this.order = order;
  }

  @Override
  void live() throws CallInterrupted {
    Optional<LiveLeg> placed =
        place(
            new Outward(order.credentials(), SipTarget.read(order.to()).headers()),
            Duration.ofSeconds(order.timeLimitSeconds()));
    if (placed.isEmpty()) {
      return;
    }
    LiveLeg leg = placed.get();
    leg.awaitAnswer(Duration.ofSeconds(order.timeoutSeconds()), () -> {});
    order.recording().ifPresent(wanted -> leg.recordings().begin(wanted, CallRecording.OF_ORDER));
    Interpreter interpreter = new Interpreter(room, leg, order.voice());
    try {
      pressKeys(leg);
    } catch (CallInterrupted e) {
      if (!(e.interruption() instanceof Interruption.Redirected(VoiceSettings instructions))) {
        throw e;
      }
      leg.abandon();
      interpreter.redirect(instructions);
    }
    switch (interpreter.perform()) {
      case PERFORMED, HUNG_UP, INTERRUPTED -> end();
      case FAILED -> failed(Rejection.UNAVAILABLE);
    }
  }

  private void pressKeys(LiveLeg leg) throws CallInterrupted {
    if (order.keys().isPresent()) {
      leg.press(order.keys().get());
      PromptExecution.untilHeard(leg);
    }
  }
}
