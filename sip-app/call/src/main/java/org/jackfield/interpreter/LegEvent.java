package org.jackfield.interpreter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Outcome;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.media.MediaFailure;

/** What a leg tells the instruction that waits on it. Each wait has its own kinds. */
public sealed interface LegEvent {

  /** What may come while something is heard. */
  sealed interface Heard extends LegEvent permits KeyPressed, PromptsFinished, Silence {}

  /** What may come while a recording is made. */
  sealed interface Recorded extends LegEvent permits KeyPressed, RecordingFinished, Silence {}

  /** What may come while others are called. */
  sealed interface Dialled extends LegEvent
      permits KeyPressed, PartySounds, PartyAnswered, PartyEnded, TransferAsked, Silence {}

  /** The far end pressed a key: {@code 0-9 * # A-D}. */
  record KeyPressed(char key) implements Heard, Recorded, Dialled {}

  /** All that was started has been heard, or could not be had. */
  record PromptsFinished(List<MediaFailure> failures) implements Heard {
    /** All of it was heard. */
    public PromptsFinished() {
      this(List.of());
    }

    /** Copies the list. */
    public PromptsFinished {
      failures = List.copyOf(failures);
    }
  }

  /** Nothing came in the time given. */
  record Silence() implements Heard, Recorded, Dialled {}

  /** A recording has ended and can be fetched; nothing if there is nothing in it. */
  record RecordingFinished(Optional<Kept> recording) implements Recorded {}

  /** A called party lets sound be heard before it has answered: an announcement, a ring tone. */
  record PartySounds(Party party) implements Dialled {}

  /** A called party has answered and, where it was screened, has not hung up. */
  record PartyAnswered(Party party) implements Dialled {}

  /**
   * A called party is gone, before or after an answer.
   *
   * @param seconds that it was connected to us
   * @param sipStatus final answer to our INVITE, 0 if there was none
   * @param parameters what applications are told of its leg, e.g. {@code SipCallId}
   */
  record PartyEnded(
      Party party, Outcome outcome, long seconds, int sipStatus, Map<String, String> parameters)
      implements Dialled {}

  /** The far end wants us to send the other party elsewhere (RFC 3515). */
  record TransferAsked(String target) implements Dialled {}
}
