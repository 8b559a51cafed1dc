package org.jackfield.media.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jackfield.media.codec.G711;

/**
 * Writes a WAV file that grows: after each second the header is right and the bytes are with the
 * system, so that a crash loses at most a second. Silence at both ends can be cut off at closing.
 * Writes to a disk, so never on a ticker. One thread.
 */
public final class WavWriter implements AutoCloseable {

  /** Softer than this is silence, in decibels of full scale. */
  public static final double SILENCE = -45;

  private static final int KEPT_SILENCE_MILLIS = 100;
  private static final int MAX_SAMPLES_AT_ONCE = 960;

  // A WAV file counts its bytes with 32 bits; half of that is 37 hours of G.711
  private static final long MAX_BYTES = Integer.MAX_VALUE - 100L;

  private final FileChannel file;
  private final int sampleRate;
  private final int channels;
  private final SoundEncoding encoding;
  private final boolean trim;
  private final ByteBuffer buffer;
  private final byte[] coded = new byte[MAX_SAMPLES_AT_ONCE];

  private long written;
  private long firstLoud = -1;
  private long lastLoud;
  private boolean closed;

  /**
   * Makes the file, with a header and no sound; one that exists is replaced.
   *
   * @param channels 1 or 2
   * @param trim whether silence at both ends is cut off at closing
   */
  public WavWriter(Path path, int sampleRate, int channels, SoundEncoding encoding, boolean trim)
      throws IOException {
    this(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE),
        sampleRate,
        channels,
        encoding,
        trim);
  }

  /** Into an empty file, which is closed in the end. */
  WavWriter(FileChannel file, int sampleRate, int channels, SoundEncoding encoding, boolean trim)
      throws IOException {
    if (channels < 1 || channels > 2) {
      throw new IllegalArgumentException("A recording has 1 or 2 channels, not " + channels);
    }
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.encoding = encoding;
    this.trim = trim;
    int second = sampleRate * channels * encoding.bytesPerSample();
    buffer = ByteBuffer.allocateDirect(second).order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
    try {
      writeHeader();
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Adds up to 960 samples of the only channel. */
  public void write(short[] mono, int offset, int count) throws IOException {
    requireChannels(1, count);
    note(Samples.level(mono, offset, count), count);
    room(count);
    if (encoding == SoundEncoding.LINEAR_16) {
      for (int i = 0; i < count; i++) {
        buffer.putShort(mono[offset + i]);
      }
    } else {
      encode(mono, offset, count);
      buffer.put(coded, 0, count);
    }
    written += (long) count * encoding.bytesPerSample();
  }

  /** Adds up to 960 samples of each of two channels. */
  public void write(short[] left, short[] right, int offset, int count) throws IOException {
    requireChannels(2, count);
    note(Math.max(Samples.level(left, offset, count), Samples.level(right, offset, count)), count);
    room(2 * count);
    for (int i = offset; i < offset + count; i++) {
      put(left[i]);
      put(right[i]);
    }
    written += 2L * count * encoding.bytesPerSample();
  }

  /** Adds up to 960 bytes of G.711 as they came, of the only channel, in the file's own law. */
  public void writeCoded(byte[] bytes, int offset, int count) throws IOException {
    requireChannels(1, count);
    note(levelOf(bytes, offset, count), count);
    room(count);
    buffer.put(bytes, offset, count);
    written += count;
  }

  /** Adds silence. */
  public void writeSilence(int millis) throws IOException {
    short[] none = new short[MAX_SAMPLES_AT_ONCE];
    long left = (long) millis * sampleRate / 1_000;
    while (left > 0) {
      int part = (int) Math.min(left, none.length);
      if (channels == 1) {
        write(none, 0, part);
      } else {
        write(none, none, 0, part);
      }
      left -= part;
    }
  }

  /** How long the sound is: what was written, less what was cut off at closing. */
  public long millis() {
    return written * 1_000 / ((long) sampleRate * bytesPerFrame());
  }

  /** Hands all that was written to the system, and makes the header right. */
  public void flush() throws IOException {
    buffer.flip();
    long at = headerLength() + written - buffer.remaining();
    try {
      while (buffer.hasRemaining()) {
        at += file.write(buffer, at);
      }
    } catch (IOException full) {
      takeBackTo(at - headerLength());
      throw full;
    } finally {
      buffer.clear();
    }
    writeHeader();
  }

  /** What did not come into the file is not to be told of by its header. */
  private void takeBackTo(long bytes) {
    // An even number, for which there need be no room for a byte more
    written = bytes - bytes % Math.max(2, bytesPerFrame());
    firstLoud = firstLoud < written ? firstLoud : -1;
    lastLoud = Math.min(lastLoud, written);
  }

  /** Makes the file final. Harmless when repeated. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      flush();
      if (trim) {
        trim();
      }
      file.truncate(headerLength() + written);
      if ((written & 1) == 1) {
        // Chunks begin at even places
        file.write(ByteBuffer.allocate(1), headerLength() + written);
      }
    }
  }

  private void requireChannels(int wanted, int count) throws IOException {
    if (channels != wanted) {
      throw new IllegalStateException("This file has " + channels + " channels, not " + wanted);
    }
    if (count < 0 || count > MAX_SAMPLES_AT_ONCE) {
      throw new IllegalArgumentException("Up to 960 samples can be written, not " + count);
    }
    if (closed || written > MAX_BYTES) {
      throw new IOException(closed ? "The recording is closed" : "A WAV file is full at 2 GB");
    }
  }

  private void room(int samples) throws IOException {
    if (buffer.remaining() < samples * encoding.bytesPerSample()) {
      flush();
    }
  }

  private void put(short sample) {
    switch (encoding) {
      case LINEAR_16 -> buffer.putShort(sample);
      case A_LAW -> buffer.put(G711.toA(sample));
      case MU_LAW -> buffer.put(G711.toMu(sample));
    }
  }

  private void encode(short[] samples, int offset, int count) {
    if (encoding == SoundEncoding.A_LAW) {
      G711.encodeA(samples, offset, count, coded, 0);
    } else {
      G711.encodeMu(samples, offset, count, coded, 0);
    }
  }

  private double levelOf(byte[] bytes, int offset, int count) {
    long sum = 0;
    for (int i = offset; i < offset + count; i++) {
      int sample =
          switch (encoding) {
            case A_LAW -> G711.fromA(bytes[i]);
            case MU_LAW -> G711.fromMu(bytes[i]);
            case LINEAR_16 -> throw new IllegalStateException("This file holds no G.711");
          };
      int square = sample * sample;
      sum += square;
    }
    return count == 0 ? Samples.SILENT : Samples.decibels((double) sum / count);
  }

  private void note(double level, int count) {
    if (level > SILENCE) {
      firstLoud = firstLoud < 0 ? written : firstLoud;
      lastLoud = written + (long) count * bytesPerFrame();
    }
  }

  // Moves what is to be kept to the beginning; a crash on the way leaves a file that plays
  private void trim() throws IOException {
    long kept = (long) KEPT_SILENCE_MILLIS * sampleRate / 1_000 * bytesPerFrame();
    long from = firstLoud < 0 ? written : Math.max(0, firstLoud - kept);
    long to = firstLoud < 0 ? written : Math.min(written, lastLoud + kept);
    if (from > 0) {
      move(from, to);
    }
    written = to - from;
    writeHeader();
  }

  private void move(long from, long to) throws IOException {
    long done = 0;
    while (from + done < to) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), to - from - done));
      int read = file.read(buffer, headerLength() + from + done);
      if (read < 0) {
        throw new IOException("The recording has been cut by somebody else");
      }
      buffer.flip();
      long at = headerLength() + done;
      done += read;
      while (buffer.hasRemaining()) {
        at += file.write(buffer, at);
      }
    }
    buffer.clear();
  }

  private int bytesPerFrame() {
    return channels * encoding.bytesPerSample();
  }

  // What is not linear has a longer format chunk, and a fact chunk
  private int headerLength() {
    return encoding == SoundEncoding.LINEAR_16 ? 44 : 58;
  }

  private void writeHeader() throws IOException {
    boolean linear = encoding == SoundEncoding.LINEAR_16;
    ByteBuffer header = ByteBuffer.allocate(headerLength()).order(ByteOrder.LITTLE_ENDIAN);
    tag(header, "RIFF").putInt((int) (headerLength() - 8 + written + (written & 1)));
    tag(header, "WAVE");
    tag(header, "fmt ").putInt(linear ? 16 : 18);
    header.putShort((short) encoding.formatTag()).putShort((short) channels);
    header.putInt(sampleRate).putInt(sampleRate * bytesPerFrame());
    header.putShort((short) bytesPerFrame()).putShort((short) (8 * encoding.bytesPerSample()));
    if (!linear) {
      header.putShort((short) 0);
      tag(header, "fact").putInt(4).putInt((int) (written / bytesPerFrame()));
    }
    tag(header, "data").putInt((int) written);
    header.flip();
    long at = 0;
    while (header.hasRemaining()) {
      at += file.write(header, at);
    }
  }

  private static ByteBuffer tag(ByteBuffer header, String name) {
    for (int i = 0; i < name.length(); i++) {
      header.put((byte) name.charAt(i));
    }
    return header;
  }
}
