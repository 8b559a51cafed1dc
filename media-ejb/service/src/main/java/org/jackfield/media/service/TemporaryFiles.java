package org.jackfield.media.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files in passing, in a folder of their own that is empty after each start. */
final class TemporaryFiles {

  private final Path folder;

  TemporaryFiles(Path parent) {
    this.folder = parent.resolve("passing");
    try {
      Files.createDirectories(folder);
      // What a killed server left behind
      List<Path> left;
      try (Stream<Path> files = Files.list(folder)) {
        left = files.toList();
      }
      left.forEach(TemporaryFiles::delete);
    } catch (IOException unusable) {
      throw new UncheckedIOException(folder + " cannot be used", unusable);
    }
  }

  Path folder() {
    return folder;
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      System.getLogger(TemporaryFiles.class.getName())
          .log(System.Logger.Level.WARNING, file + " cannot be deleted", stays);
    }
  }
}
