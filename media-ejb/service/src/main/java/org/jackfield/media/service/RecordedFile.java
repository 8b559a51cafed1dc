package org.jackfield.media.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jackfield.media.RecordingLibrary.Output;
import org.jackfield.media.RecordingLibrary.Recorded;

/**
 * A file as it was when it was opened. One that grows is as long as its own header says, so that
 * what is read plays. One thread.
 */
final class RecordedFile implements Recorded {

  private static final int BLOCK = 64 * 1_024;
  private static final int HEAD = 256;

  private final FileChannel file;
  private final ByteBuffer head;
  private final boolean growing;
  private final long size;
  private final Instant modified;
  private final String tag;

  private RecordedFile(
      FileChannel file, ByteBuffer head, boolean growing, long size, Instant modified, String tag) {
    this.file = file;
    this.head = head;
    this.growing = growing;
    this.size = size;
    this.modified = modified;
    this.tag = tag;
  }

  /**
   * Opens it.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  static RecordedFile open(Path path, boolean growing) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      Instant modified = Files.getLastModifiedTime(path).toInstant();
      ByteBuffer head = head(file);
      long size = growing ? Math.min(file.size(), stated(head)) : file.size();
      String name = path.getFileName().toString().replace('.', '-');
      return new RecordedFile(
          file,
          head.limit(Math.max(0, dataAt(head) + 8)),
          growing,
          size,
          modified,
          name + '-' + size + '-' + modified.toEpochMilli());
    } catch (IOException | RuntimeException unreadable) {
      file.close();
      throw unreadable;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public Instant modified() {
    return modified;
  }

  @Override
  public boolean isGrowing() {
    return growing;
  }

  @Override
  public void copy(long from, long count, Output into) throws IOException {
    byte[] bytes = new byte[(int) Math.min(BLOCK, Math.max(1, count))];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long at = from;
    long end = from + count;
    while (at < end) {
      buffer.clear().limit((int) Math.min(bytes.length, end - at));
      int read = file.read(buffer, at);
      // Silence is cut off a recording when it ends, by moving what is kept
      if (read <= 0 || (growing && stated(head(file)) < size)) {
        throw new IOException("The recording is not what it was when it was asked for");
      }
      if (growing && at < head.limit()) {
        // The header of then: by now it tells of what has come since
        head.get((int) at, bytes, 0, (int) Math.min(read, head.limit() - at));
      }
      into.take(bytes, read);
      at += read;
    }
  }

  /** The size that a WAV file says it has: what was written behind that is not yet told. */
  private static long stated(ByteBuffer head) {
    int dataAt = dataAt(head);
    return dataAt < 0 ? 0 : dataAt + 8L + Integer.toUnsignedLong(head.getInt(dataAt + 4));
  }

  private static ByteBuffer head(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    while (head.hasRemaining() && file.read(head, head.position()) > 0) {
      // Until there is no more
    }
    return head.flip();
  }

  private static int dataAt(ByteBuffer head) {
    int at = 12;
    byte[] name = new byte[4];
    while (at + 8 <= head.limit()) {
      head.get(at, name);
      if (new String(name, StandardCharsets.US_ASCII).equals("data")) {
        return at;
      }
      int size = head.getInt(at + 4);
      if (size < 0 || size > HEAD) {
        return -1;
      }
      at += 8 + size + (size & 1);
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
