package org.jackfield.instruction;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Call others and connect the first who answers.
 *
 * @param nouns whom, 1 to 10
 * @param action nothing to go on with the next instruction
 * @param timeout how long it may ring, 5 s to 600 s
 * @param timeLimit how long they may talk
 * @param callerId nothing for the caller's own
 * @param hangupOnStar whether the caller's {@code *} ends the other leg
 * @param answerOnBridge whether the caller is answered only when another has answered
 * @param ringTone what the caller hears meanwhile: a country, or nothing for the far end's own
 * @param sequential whether they are called one after another
 * @param referral asked when the far end transfers (REFER)
 */
public record Dial(
    List<Noun> nouns,
    Optional<Action> action,
    Duration timeout,
    Duration timeLimit,
    Optional<String> callerId,
    boolean hangupOnStar,
    boolean answerOnBridge,
    Recorded recorded,
    boolean trim,
    Optional<Callback> recordingStatus,
    Optional<String> ringTone,
    boolean sequential,
    Optional<Action> referral)
    implements Instruction {

  /** Whose ring tones are known: ISO 3166, {@code uk} and {@code us-old}. */
  public static final Set<String> RING_TONES =
      Set.of(
          "at", "au", "be", "bg", "br", "ca", "ch", "cl", "cn", "cz", "de", "dk", "ee", "es", "fi",
          "fr", "gb", "gr", "hu", "ie", "il", "in", "it", "jp", "lt", "mx", "my", "nl", "no", "nz",
          "ph", "pl", "pt", "ru", "se", "sg", "th", "tw", "uk", "us", "us-old", "ve", "za");

  /** Copies the list. */
  public Dial {
    nouns = List.copyOf(nouns);
  }

  /** Whether and how it is recorded. */
  public enum Recorded {
    /** Not at all. */
    NOT(false, false),
    /** From the answer on, both in one channel. */
    FROM_ANSWER(true, false),
    /** From the first ringing on, both in one channel. */
    FROM_RINGING(true, false),
    /** From the answer on, each in a channel. */
    FROM_ANSWER_DUAL(true, true),
    /** From the first ringing on, each in a channel. */
    FROM_RINGING_DUAL(true, true);

    private final boolean any;
    private final boolean dual;

    Recorded(boolean any, boolean dual) {
      this.any = any;
      this.dual = dual;
    }

    /** Whether there is a recording. */
    public boolean any() {
      return any;
    }

    /** Whether each party has a channel. */
    public boolean dual() {
      return dual;
    }

    /** Whether the ringing is in it. */
    public boolean fromRinging() {
      return this == FROM_RINGING || this == FROM_RINGING_DUAL;
    }
  }
}
