package org.jackfield.interpreter;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.twiml.TwimlReader;

/** Instructions as a document writes them, for the specifications of the verbs. */
final class Verbs {

  static final URI BASE = URI.create("http://app.example.com/ivr/start");
  static final Action ITSELF = new Action(BASE, "POST");
  static final Action ACTION = new Action(URI.create("http://app.example.com/next"), "POST");

  private Verbs() {}

  /** The one instruction of a document. */
  static Instruction read(String verb) {
    return ((Understood)
            new TwimlReader().read("<Response>" + verb + "</Response>", Optional.of(BASE)))
        .document()
        .instructions()
        .getFirst();
  }

  /** The execution of the one instruction of a document. */
  static Execution execution(String verb, Leg leg) {
    return execution(verb, leg, new NotedReports());
  }

  static Execution execution(String verb, Leg leg, Reports reports) {
    return new Executions(leg, reports).of(read(verb));
  }

  /** Reports that are noted. */
  static final class NotedReports implements Reports {
    final List<String> notes = new ArrayList<>();

    @Override
    public void recordingBegan(Optional<Callback> callback, Draft draft) {
      notes.add("began");
    }

    @Override
    public void recordingEnded(Optional<Callback> callback, Draft draft, Optional<Kept> kept) {
      notes.add(kept.isPresent() ? "completed" : "absent");
    }
  }
}
