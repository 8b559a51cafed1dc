package org.jackfield.interpreter;

import java.time.Duration;
import org.jackfield.call.Rejection;
import org.jackfield.call.VoiceSettings;

/** A call that came in. */
final class InboundRun extends CallRun {

  /** How long a call lasts unless something else is said. */
  static final Duration LONGEST = Duration.ofHours(4);

  private final Line line;
  private final VoiceSettings voice;

  InboundRun(LiveCall live, Line line, VoiceSettings voice, Surroundings around, Parties parties) {
    super(live, voice, around, parties);
    this.line = line;
    this.voice = voice;
  }

  @Override
  void live() throws CallInterrupted {
    LiveLeg leg = open(line, LONGEST);
    leg.ring();
    switch (new Interpreter(room, leg, voice).perform()) {
      case PERFORMED, HUNG_UP -> {
        // A document that ends the call has taken it: the caller hears that somebody hung up
        if (!live.call().hasEnded()) {
          leg.answer();
        }
        end();
      }
      case FAILED -> failed(Rejection.UNAVAILABLE);
      case INTERRUPTED -> end();
    }
  }
}
