package org.jackfield.media.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of recordings, one folder for each account, on disk from the first sound on: what was
 * announced survives a crash. Entered by any thread.
 */
final class Recordings {

  private static final Logger LOG = System.getLogger(Recordings.class.getName());
  private static final String WAV = ".wav";
  private static final String MP3 = ".mp3";
  private static final String NOTE = ".note";

  private final Path folder;

  Recordings(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new UncheckedIOException(folder + " cannot be used", unusable);
    }
  }

  /** Where the sound of one is, or would be. */
  Path wav(String account, String sid) {
    return of(account, sid, WAV);
  }

  /** Where the smaller form of one is, or would be. */
  Path mp3(String account, String sid) {
    return of(account, sid, MP3);
  }

  /** The file of a recording of this account. */
  Path file(String sid, String account) throws Unmade {
    Path file = wav(account, sid);
    if (!Files.isRegularFile(file)) {
      throw new Unmade(Unmade.STATUS, "There is no recording " + name(sid));
    }
    return file;
  }

  /** Changes whenever the file does. Empty if this account has none of that name. */
  String tag(String sid, String account) {
    Path file = wav(account, sid);
    try {
      return name(sid) + '-' + Files.size(file) + '-' + Files.getLastModifiedTime(file).toMillis();
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  /** Makes room for those of an account. */
  void makeRoom(String account) throws IOException {
    Files.createDirectories(folder.resolve(name(account)));
  }

  /** Puts a note beside a recording, safely on the disk when this returns. */
  void write(RecordingNote note) throws IOException {
    String account = note.state().account().value();
    String sid = note.state().sid().value();
    Path part = of(account, sid, NOTE + ".part");
    try (FileChannel file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap(note.text().getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        file.write(text);
      }
      file.force(true);
    }
    Files.move(
        part,
        of(account, sid, NOTE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Has the system bring the sound of one to the disk. */
  void secure(String account, String sid) throws IOException {
    try (FileChannel file = FileChannel.open(wav(account, sid), StandardOpenOption.WRITE)) {
      file.force(true);
    }
  }

  /** Takes away the note beside a recording. */
  void forgetNote(String account, String sid) {
    TemporaryFiles.delete(of(account, sid, NOTE));
  }

  /** All notes that are there. */
  List<RecordingNote> notes() {
    List<RecordingNote> notes = new ArrayList<>();
    try (Stream<Path> accounts = Files.list(folder)) {
      for (Path account : accounts.filter(Files::isDirectory).toList()) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(account, "*" + NOTE)) {
          for (Path file : files) {
            read(file).ifPresent(notes::add);
          }
        }
      }
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "What recordings were going on cannot be read: " + folder, unreadable);
    }
    return notes;
  }

  private static Optional<RecordingNote> read(Path file) throws IOException {
    Optional<RecordingNote> note = RecordingNote.read(Files.readString(file));
    if (note.isEmpty()) {
      LOG.log(Level.WARNING, "{0} is no note of a recording that is known here", file);
    }
    return note;
  }

  /** Deletes all that there is of one, the sound first. */
  void delete(String account, String sid) {
    for (String ending : List.of(WAV, MP3, NOTE)) {
      TemporaryFiles.delete(of(account, sid, ending));
    }
  }

  private Path of(String account, String sid, String ending) {
    return folder.resolve(name(account)).resolve(name(sid) + ending);
  }

  /** No name leads out of the folder. */
  private static String name(String given) {
    return given.replaceAll("[^A-Za-z0-9]", "_");
  }
}
