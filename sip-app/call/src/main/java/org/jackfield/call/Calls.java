package org.jackfield.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jackfield.call.VoiceSettings.Target;

/** The calls that are alive in the cluster, and what can be done to them. Any thread. */
public interface Calls {

  /**
   * Places a call. It is queued when this returns, and whatever becomes of it shows in its record.
   *
   * @throws CallRefused if it cannot even be queued
   */
  CallRecord place(Order order) throws CallRefused;

  /** A call that is alive. */
  Optional<CallRecord> find(Sid callSid);

  /** All calls of an account that are alive. */
  List<CallRecord> alive(Sid accountSid);

  /**
   * Gives a call other instructions, in the place of what it does now.
   *
   * @return the call, nothing if it is not alive
   */
  Optional<CallRecord> redirect(Sid callSid, VoiceSettings instructions);

  /**
   * Changes what holds for a call beside its instructions, which go on.
   *
   * @return the call, nothing if it is not alive
   */
  Optional<CallRecord> adjust(Sid callSid, Adjustment adjustment);

  /**
   * What may be changed while a call goes on.
   *
   * @param timeLimitSeconds how long it may last from its answer on
   * @param status told how it goes from now on, of {@code statusEvents}
   */
  record Adjustment(
      Optional<Integer> timeLimitSeconds, Optional<Target> status, List<String> statusEvents) {

    /** Copies the list. */
    public Adjustment {
      statusEvents = List.copyOf(statusEvents);
    }

    /** Whether nothing is to be changed. */
    public boolean isEmpty() {
      return timeLimitSeconds.isEmpty() && status.isEmpty();
    }
  }

  /**
   * Ends a call: cancels one that is not answered, hangs up one that is.
   *
   * @return the call as it is then, nothing if it was not alive
   */
  Optional<CallRecord> end(Sid callSid);

  /**
   * Begins to record a call that has been answered, beside whatever is recorded of it (P1.59).
   *
   * @return the recording, nothing if the call is not alive and answered, or recorded often enough
   */
  Optional<Sid> record(Sid callSid, RecordingOrder order);

  /**
   * Changes a recording that was ordered, with the call or by {@link #record}.
   *
   * @param recordingSid nothing for the one that was begun last
   * @return the recording, nothing if it is not being made
   */
  Optional<Sid> change(Sid callSid, Optional<Sid> recordingSid, RecordingChange change);

  /** What can be done to a recording that is being made. */
  enum RecordingChange {
    /** It pauses, and the pause is left out. */
    SKIP,
    /** It pauses, and the pause is silent. */
    SILENCE,
    /** It goes on. */
    RESUME,
    /** It ends. */
    STOP
  }

  /**
   * A call to be placed.
   *
   * @param callSid its name from the beginning
   * @param to number, {@code sip:} address or {@code client:} name
   * @param timeoutSeconds how long it may ring
   * @param timeLimitSeconds how long it may last
   * @param keys pressed once it is answered
   * @param recording nothing to have none
   */
  record Order(
      Sid callSid,
      Sid accountSid,
      String from,
      String to,
      VoiceSettings voice,
      int timeoutSeconds,
      int timeLimitSeconds,
      Optional<String> keys,
      Optional<Credentials> credentials,
      Optional<RecordingOrder> recording) {

    /** One that has no name yet. */
    public Order(
        Sid accountSid,
        String from,
        String to,
        VoiceSettings voice,
        int timeoutSeconds,
        int timeLimitSeconds,
        Optional<String> keys,
        Optional<Credentials> credentials,
        Optional<RecordingOrder> recording) {
      this(
          Sid.random("CA"),
          accountSid,
          from,
          to,
          voice,
          timeoutSeconds,
          timeLimitSeconds,
          keys,
          credentials,
          recording);
    }
  }

  /**
   * How a whole call is recorded, from its answer to its end.
   *
   * @param dual whether each party has a channel of its own; only where the track is both
   * @param trim whether silence at its ends is left out
   * @param status told of its events
   * @param events of {@code in-progress completed absent}
   */
  record RecordingOrder(
      Track track, boolean dual, boolean trim, Optional<Target> status, Set<String> events) {

    /** Copies the set. */
    public RecordingOrder {
      events = Set.copyOf(events);
    }
  }

  /** What of a call is recorded. */
  enum Track {
    /** What the far end says. */
    INBOUND("inbound"),
    /** What the far end hears. */
    OUTBOUND("outbound"),
    /** Both. */
    BOTH("both");

    private final String word;

    Track(String word) {
      this.word = word;
    }

    /** As the API says it. */
    public String word() {
      return word;
    }

    /** The one of that word. */
    public static Optional<Track> of(String word) {
      return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** For a peer that asks who we are. */
  record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
