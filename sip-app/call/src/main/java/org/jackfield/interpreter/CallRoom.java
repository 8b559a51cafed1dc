package org.jackfield.interpreter;

import org.jackfield.call.Call;
import org.jackfield.call.VoiceSettings;
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

  /** For a call that begins with these instructions. */
  static CallRoom of(Call call, VoiceSettings voice, Surroundings around) {
    SessionKey key = Conversation.keyOf(call.facts(), voice);
    Conversation conversation = new Conversation(around, key, call.facts());
    Notebook notebook = new Notebook(call.facts(), around.records(), around.clock());
    StatusReports reports =
        new StatusReports(call, conversation, notebook, voice.status(), voice.statusEvents());
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
