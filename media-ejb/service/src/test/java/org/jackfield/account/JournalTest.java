package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final long MOST = 1 << 24;

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();

  @Test
  void readsWhatWasAppendedInItsOrderUntilItIsWritten() throws IOException {
    try (Journal journal = open()) {
      append(journal, "one", "two", "three");

      assertThat(texts(journal.read(2))).containsExactly("one", "two");
      assertThat(texts(journal.read(2))).containsExactly("one", "two");
      journal.written();
      assertThat(texts(journal.read(2))).containsExactly("three");
    }
  }

  @Test
  void staysOpenWhenAThreadThatWritesIsInterrupted() throws IOException {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      append(journal, "one");
      assertThat(texts(journal.read(10))).containsExactly("one");
      assertThat(Thread.interrupted()).isTrue();

      append(journal, "two");
      assertThat(texts(journal.read(10))).containsExactly("one", "two");
    }
  }

  @Test
  void findsWhatAServerThatDiedHadNotWritten() throws IOException {
    Journal died = open();
    append(died, "one", "two");

    try (Journal journal = open()) {
      append(journal, "three");
      assertThat(texts(journal.read(10))).containsExactly("one", "two", "three");
    }
  }

  @Test
  void leavesOutARecordThatWasBeingWrittenWhenTheServerDied() throws IOException {
    Journal died = open();
    append(died, "one");
    Path file = files().getFirst();
    Files.write(file, new byte[] {0, 0, 0, 9, 1, 2}, StandardOpenOption.APPEND);

    try (Journal journal = open()) {
      append(journal, "two");
      assertThat(texts(journal.read(10))).containsExactly("one", "two");
      assertThat(journal.lost()).isEqualTo(6);
    }
  }

  @Test
  void removesAFileSomeTimeAfterAllOfItHasBeenWritten() throws IOException {
    try (Journal journal = open()) {
      append(journal, "one");
      journal.read(10);
      clock.addAndGet(Journal.GRACE.toNanos() + 1);
      journal.written();
      assertThat(files()).as("the database may not have it on its disk yet").hasSize(2);

      clock.addAndGet(Journal.GRACE.toNanos() + 1);
      journal.written();
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void leavesNothingWhenAllHasBeenWritten() throws IOException {
    Journal journal = open();
    append(journal, "one");
    journal.read(10);
    journal.written();
    journal.close();

    assertThat(files()).isEmpty();
  }

  @Test
  void refusesMoreThanItMayHold() throws IOException {
    try (Journal journal = new Journal(folder, 20, clock::get)) {
      append(journal, "0123456789");

      assertThatThrownBy(() -> append(journal, "0123456789")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void goesOnInAnotherFileWhenOneIsFull() throws IOException {
    try (Journal journal = open()) {
      String large = "x".repeat(600_000);
      append(journal, large, large, "last");

      assertThat(files()).hasSize(2);
      assertThat(texts(journal.read(10))).containsExactly(large, large, "last");
    }
  }

  private Journal open() throws IOException {
    return new Journal(folder, MOST, clock::get);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void append(Journal journal, String... texts) throws IOException {
    for (String text : texts) {
      journal.append(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> texts(List<byte[]> records) {
    return records.stream().map(it -> new String(it, StandardCharsets.UTF_8)).toList();
  }
}
