package org.jackfield.media.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jackfield.call.Recordings;
import org.jackfield.call.Sid;

/**
 * Recordings as files below {@code jackfield.recordings} (the server's data folder unless set), one
 * folder for each account. Any thread.
 */
@ApplicationScoped
public class RecordingFiles implements Recordings {

  private static final Logger LOG = System.getLogger(RecordingFiles.class.getName());

  private final Path root;
  private final String base;

  /** As the operator set it. */
  public RecordingFiles() {
    String data = System.getProperty("jboss.server.data.dir", "data");
    root = Path.of(System.getProperty("jackfield.recordings", data + "/recordings"));
    base = PublicBase.ofSystem();
  }

  @Override
  public Draft draft(Sid accountSid, Sid callSid, String source, int channels, Instant started) {
    Sid sid = Sid.random("RE");
    Path folder = root.resolve(accountSid.value());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for recordings: " + folder, e);
    }
    Path file = folder.resolve(sid.value() + ".wav");
    return new Draft(sid, accountSid, callSid, source, channels, started, file);
  }

  @Override
  public Kept keep(Draft draft, Duration length) {
    String address =
        base + "/2010-04-01/Accounts/" + draft.accountSid() + "/Recordings/" + draft.sid();
    return new Kept(draft, address, length);
  }

  @Override
  public void discard(Draft draft) {
    try {
      Files.deleteIfExists(draft.file());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The file of a recording is left behind: " + draft.file(), e);
    }
  }
}
