package org.jackfield.call;

import java.util.List;
import java.util.Optional;

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
   * Ends a call: cancels one that is not answered, hangs up one that is.
   *
   * @return the call as it is then, nothing if it was not alive
   */
  Optional<CallRecord> end(Sid callSid);

  /**
   * A call to be placed.
   *
   * @param to number, {@code sip:} address or {@code client:} name
   * @param timeoutSeconds how long it may ring
   * @param timeLimitSeconds how long it may last
   * @param keys pressed once it is answered
   */
  record Order(
      Sid accountSid,
      String from,
      String to,
      VoiceSettings voice,
      int timeoutSeconds,
      int timeLimitSeconds,
      Optional<String> keys,
      Optional<Credentials> credentials) {}

  /** For a peer that asks who we are. */
  record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
