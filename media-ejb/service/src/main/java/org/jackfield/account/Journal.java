package org.jackfield.account;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Records on their way to the database, in files, so that neither the death of the process nor an
 * absence of the database loses one. They are read in the order they came; what has been read is
 * read again after a restart, unless its file has been removed. Any thread.
 */
final class Journal implements Closeable {

  private static final String ENDING = ".journal";
  private static final int HEAD = 8;
  private static final int LONGEST = 4 << 20;
  private static final long FULL = 1 << 20;

  /** A database may have promised what is not on its disk yet: so long the file stays. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Path folder;
  private final long most;
  private final LongSupplier nanoTime;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Deque<Finished> finished = new ArrayDeque<>();
  private Segment current;
  private long next;
  private long bytes;
  private int lost;

  /**
   * Opens the journal in a folder, where records of an earlier life may wait.
   *
   * @param most bytes that may wait altogether
   */
  Journal(Path folder, long most, LongSupplier nanoTime) throws IOException {
    this.folder = folder;
    this.most = most;
    this.nanoTime = nanoTime;
    Files.createDirectories(folder);
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    for (Path file : left) {
      Segment segment = new Segment(file, false, nanoTime.getAsLong());
      segments.add(segment);
      bytes += segment.end;
      next = Long.parseLong(file.getFileName().toString().replace(ENDING, ""), 16) + 1;
    }
    current = roll();
  }

  private Segment roll() throws IOException {
    Path file = folder.resolve("%016x%s".formatted(next++, ENDING));
    current = new Segment(file, true, nanoTime.getAsLong());
    segments.add(current);
    return current;
  }

  /** Writes a record down. When this returns, the death of the process does not lose it. */
  synchronized void append(byte[] record) throws IOException {
    if (bytes + HEAD + record.length > most) {
      throw new IOException("The journal in " + folder + " has reached " + most + " bytes");
    }
    if (current.end >= FULL) {
      roll();
    }
    bytes += current.append(record);
  }

  /** The next records, at most so many. They are read again until {@link #written}. */
  synchronized List<byte[]> read(int count) throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (Segment segment : segments) {
      segment.ahead = segment.position;
    }
    for (Segment segment : segments) {
      segment.read(records, count);
    }
    return records;
  }

  /** What was read last is in the database. */
  synchronized void written() throws IOException {
    for (Segment segment : segments) {
      segment.position = segment.ahead;
    }
    long now = nanoTime.getAsLong();
    if (current.end > 0 && current.isDone() && now - current.since > GRACE.toNanos()) {
      roll();
    }
    while (segments.getFirst() != current && segments.getFirst().isDone()) {
      finished.add(new Finished(segments.removeFirst(), now));
    }
    while (!finished.isEmpty() && now - finished.getFirst().at > GRACE.toNanos()) {
      remove(finished.removeFirst().segment);
    }
  }

  private void remove(Segment segment) throws IOException {
    bytes -= segment.end;
    segment.data.close();
    Files.deleteIfExists(segment.file);
  }

  /** How many bytes of files could not be read, as after a full disk, and forgets it. */
  synchronized int lost() {
    int count = lost;
    lost = 0;
    return count;
  }

  /** Closes the files, and removes those that hold nothing that is not written. */
  @Override
  public synchronized void close() throws IOException {
    for (Finished done : finished) {
      remove(done.segment);
    }
    for (Segment segment : segments) {
      if (segment.isDone()) {
        remove(segment);
      } else {
        segment.data.close();
      }
    }
    finished.clear();
    segments.clear();
  }

  private record Finished(Segment segment, long at) {}

  /** One file. Guarded by the journal. */
  private final class Segment {

    final Path file;

    /** No channel: a thread that is interrupted while it writes would close that for all. */
    final RandomAccessFile data;

    final long since;
    long end;

    /** Up to here it is in the database, and up to {@code ahead} it has been read. */
    long position;

    long ahead;

    Segment(Path file, boolean fresh, long since) throws IOException {
      this.file = file;
      this.since = since;
      if (fresh) {
        Files.createFile(file);
      }
      this.data = new RandomAccessFile(file.toFile(), fresh ? "rw" : "r");
      this.end = data.length();
    }

    boolean isDone() {
      return position >= end;
    }

    int append(byte[] record) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(HEAD + record.length);
      frame.putInt(record.length).putInt(sum(record)).put(record).flip();
      data.seek(end);
      data.write(frame.array());
      // Only now: half a frame on a full disk is written over by the next one
      end += frame.limit();
      return frame.limit();
    }

    void read(List<byte[]> records, int count) throws IOException {
      while (ahead < end && records.size() < count) {
        ByteBuffer head = bytes(ahead, HEAD);
        int length = head.remaining() == HEAD ? head.getInt() : -1;
        int sum = length < 0 ? 0 : head.getInt();
        if (length <= 0 || length > LONGEST || ahead + HEAD + length > end) {
          giveUp();
          return;
        }
        byte[] record = bytes(ahead + HEAD, length).array();
        if (sum(record) != sum) {
          giveUp();
          return;
        }
        records.add(record);
        ahead += HEAD + length;
      }
    }

    /** The rest of a file is no record: the process died while it wrote it. */
    private void giveUp() {
      lost += (int) (end - ahead);
      bytes -= end - ahead;
      end = ahead;
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
      byte[] bytes = new byte[length];
      data.seek(from);
      int count = 0;
      while (count < length) {
        int read = data.read(bytes, count, length - count);
        if (read < 0) {
          break;
        }
        count += read;
      }
      return ByteBuffer.wrap(bytes, 0, count);
    }
  }

  private static int sum(byte[] record) {
    CRC32 sum = new CRC32();
    sum.update(record);
    return (int) sum.getValue();
  }
}
