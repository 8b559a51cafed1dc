package org.jackfield.interpreter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls.Credentials;

/** Places calls on the network. Any thread; returns at once. */
public interface Signaling {

  /**
   * Places a call. That it rings, is answered or refused is told to the inbox, and its sound too.
   *
   * @param facts whom ({@code to}: number, {@code sip:} address or {@code client:} name) and as
   *     whom
   * @throws CallRefused if there is no way there, or no room: nothing is left behind
   */
  Line place(CallFacts facts, Outward outward, Inbox inbox) throws CallRefused;

  /**
   * How it is placed.
   *
   * @param credentials for a peer that asks who we are
   * @param headers sent with the INVITE, in order
   */
  record Outward(Optional<Credentials> credentials, List<Map.Entry<String, String>> headers) {
    /** Nothing special. */
    public static final Outward PLAIN = new Outward(Optional.empty(), List.of());

    /** Copies the list. */
    public Outward {
      headers = List.copyOf(headers);
    }
  }
}
