package org.jackfield.interpreter;

import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;

/** Gives each call of this node its thread, and knows those that are alive. Entered by any thread. */
public interface Switchboard extends Calls, AutoCloseable {

  /**
   * Takes in a call that came from the network; its instructions are performed on a thread of its
   * own. Returns at once.
   *
   * @param inbox the one that {@code line} tells
   * @throws CallRefused if there is no room, or this node is being shut down; the line is untouched
   */
  void arrive(CallFacts facts, VoiceSettings voice, Line line, Inbox inbox) throws CallRefused;

  @Override
  CallRecord place(Order order) throws CallRefused;

  @Override
  Optional<CallRecord> find(Sid callSid);

  @Override
  List<CallRecord> alive(Sid accountSid);

  /** Ends all calls, and returns when they are over, after 5 s at most. */
  @Override
  void close();
}
