package org.jackfield.media.service;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jackfield.account.RecordingState;
import org.jackfield.call.Sid;

/**
 * What lies beside the file of a recording until the database knows all of it.
 *
 * @param node the server that makes it, which finishes it after a crash
 */
record RecordingNote(RecordingState state, String node) {

  /** Of this form; another node may be newer or older. */
  private static final String FORM = "1";

  String text() {
    Properties fields = new Properties();
    fields.setProperty("form", FORM);
    fields.setProperty("sid", state.sid().value());
    fields.setProperty("account", state.account().value());
    fields.setProperty("call", state.call().value());
    fields.setProperty("source", state.source());
    fields.setProperty("channels", Integer.toString(state.channels()));
    fields.setProperty("track", state.track());
    fields.setProperty("started", state.started().toString());
    fields.setProperty("status", state.status());
    state.length().ifPresent(length -> fields.setProperty("length", length.toString()));
    fields.setProperty("node", node);
    StringWriter text = new StringWriter();
    try {
      fields.store(text, null);
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Nothing where the text is cut off or of a form that is not known here. */
  static Optional<RecordingNote> read(String text) {
    Properties fields = new Properties();
    try {
      fields.load(new StringReader(text));
      if (!fields.getProperty("form", "").equals(FORM)) {
        return Optional.empty();
      }
      RecordingState state =
          new RecordingState(
              new Sid(fields.getProperty("sid", "")),
              new Sid(fields.getProperty("account", "")),
              new Sid(fields.getProperty("call", "")),
              fields.getProperty("source", ""),
              Integer.parseInt(fields.getProperty("channels", "")),
              fields.getProperty("track", "both"),
              Instant.parse(fields.getProperty("started", "")),
              fields.getProperty("status", ""),
              Optional.ofNullable(fields.getProperty("length")).map(Duration::parse));
      return Optional.of(new RecordingNote(state, fields.getProperty("node", "")));
    } catch (IOException | IllegalArgumentException | java.time.DateTimeException broken) {
      return Optional.empty();
    }
  }
}
