package org.jackfield.media.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of recordings, one folder for each account, on disk from the first sound on: what was
 * announced survives a crash. Entered by any thread.
 */
final class Recordings {

  private final Path folder;

  Recordings(Path parent) {
    this.folder = parent.resolve("recordings");
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new UncheckedIOException(folder + " cannot be used", unusable);
    }
  }

  /** The file of a recording of this account. */
  Path file(String sid, String account) throws Unmade {
    Path file = folder.resolve(name(account)).resolve(name(sid) + ".wav");
    if (!Files.isRegularFile(file)) {
      throw new Unmade(Unmade.STATUS, "There is no recording " + name(sid));
    }
    return file;
  }

  /** Changes whenever the file does. Empty if there is none. */
  String tag(String sid) {
    try (Stream<Path> accounts = Files.list(folder)) {
      List<Path> found =
          accounts
              .map(account -> account.resolve(name(sid) + ".wav"))
              .filter(Files::isRegularFile)
              .toList();
      return found.isEmpty()
          ? ""
          : name(sid)
              + '-'
              + Files.size(found.getFirst())
              + '-'
              + Files.getLastModifiedTime(found.getFirst()).toMillis();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(folder + " cannot be read", unreadable);
    }
  }

  /** No name leads out of the folder. */
  private static String name(String given) {
    return given.replaceAll("[^A-Za-z0-9]", "_");
  }
}
