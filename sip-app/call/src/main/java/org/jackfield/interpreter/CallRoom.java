package org.jackfield.interpreter;

import java.util.List;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.SessionKey;

/** What belongs to one call and to no other: made when it begins, given back when it ends. */
record CallRoom(
    Call call,
    Conversation conversation,
    Notebook notebook,
    StatusReports reports,
    PageReader pages,
    Checkpoints checkpoints,
    Progress progress) {

  /**
   * For a call that begins.
   *
   * @param firstAddress that of its application, as the key of the session
   */
  static CallRoom of(
      Call call,
      String firstAddress,
      Optional<Target> status,
      List<String> statusEvents,
      Surroundings around) {
    SessionKey key = Conversation.keyOf(call.facts(), firstAddress);
    Conversation conversation = new Conversation(around.application(), around.sessions(), key);
    Notebook notebook = new Notebook(call.facts(), around.records(), around.clock());
    StatusReports reports = new StatusReports(call, conversation, notebook, status, statusEvents);
    return new CallRoom(
        call,
        conversation,
        notebook,
        reports,
        new PageReader(around.reader(), notebook),
        new Checkpoints(call, key, around.sessions(), around.clock(), around.node()),
        new Progress(call, around.records(), reports, around.clock()));
  }
}
