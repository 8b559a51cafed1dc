package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.flow.JitterBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the peer says as samples: put in order, decoded, losses concealed. Only legs whose sound
 * somebody wants to hear have one. Of one leg, on its ticker.
 */
final class Inlet {

  private static final int MOST_PAYLOAD = 1_500;
  // The longest packet of Opus has 120 ms
  private static final int MOST_SAMPLES = 48_000 / 1_000 * 120;

  // The mean of a frame's samples, some 48 decibels below full scale, and for how long
  private static final int SOFT = 100;
  private static final int PAUSE_FRAMES = 3;

  private static final Codec[] CODECS = Codec.values();

  private final Codec codec;
  // Made when the peer first speaks by them: mostly it does by one
  private final @Nullable Decoder[] decoders = new Decoder[CODECS.length];
  private Decoder decoder;
  private final JitterBuffer buffer;
  private final byte[] payload = new byte[MOST_PAYLOAD];
  private final short[] decoded = new short[2 * MOST_SAMPLES];
  private final short[] frame;
  private int count;
  private int softFrames;
  private long missedBefore;

  Inlet(Codec codec) {
    this.codec = codec;
    decoder = codec.newDecoder();
    decoders[codec.ordinal()] = decoder;
    buffer = new JitterBuffer(codec.clockRate(), codec.ticksPerFrame());
    frame = new short[codec.samplesPerFrame()];
  }

  /** Takes a packet of sound, which need not be by the codec that was agreed on first. */
  void put(RtpPacket packet, Codec by, byte[] bytes, long now) {
    int timestamp = ticks(packet.timestamp(), by);
    buffer.put(
        packet.sequence(), timestamp, by.ordinal(), bytes, packet.offset(), packet.length(), now);
  }

  /** Takes a packet that we send, with so many bytes of sound. */
  void putOwn(byte[] packet, int length, long now) {
    buffer.put(
        RtpPacket.unsigned16(packet, 2),
        RtpPacket.int32(packet, 4),
        codec.ordinal(),
        packet,
        RtpPacket.HEADER,
        length,
        now);
  }

  /** Whether nothing is to be heard, so that a few milliseconds more or less go unnoticed. */
  boolean isQuiet() {
    return softFrames >= PAUSE_FRAMES;
  }

  /** How many packets were not there in time, since this was asked last. */
  long newlyMissed() {
    long all = buffer.statistics().lost();
    long since = all - missedBefore;
    missedBefore = all;
    return since;
  }

  /** A timestamp by the clock of the first codec, which is that of the buffer. */
  private int ticks(int timestamp, Codec by) {
    int theirs = by.clockRate();
    int ours = codec.clockRate();
    return theirs == ours ? timestamp : (int) (Integer.toUnsignedLong(timestamp) * ours / theirs);
  }

  /** A packet that is no sound. */
  void passed(int sequence) {
    buffer.passed(sequence);
  }

  /** The last frame that was taken. */
  short[] frame() {
    return frame;
  }

  /** Takes 20 ms, if the peer says something. The frame is silent otherwise. */
  boolean take(boolean quiet, long now) {
    int wanted = frame.length;
    // A packet may hold less than 20 ms, and none holds nothing
    for (int i = 0; i < 8 && count < wanted; i++) {
      int length = buffer.take(payload, 0, quiet, now);
      if (length == JitterBuffer.NOTHING) {
        break;
      }
      if (length == JitterBuffer.LOST) {
        int lost = (int) ((long) buffer.ticksPerPacket() * codec.sampleRate() / codec.clockRate());
        int concealed = Math.clamp(lost, 1, decoded.length - count);
        decoder.conceal(decoded, count, concealed);
        count += concealed;
      } else {
        decoder = decoderOf(buffer.kind());
        count += decoder.decode(payload, 0, length, decoded, count);
      }
    }
    int taken = Math.min(count, wanted);
    System.arraycopy(decoded, 0, frame, 0, taken);
    for (int i = taken; i < wanted; i++) {
      frame[i] = 0;
    }
    count -= taken;
    System.arraycopy(decoded, taken, decoded, 0, count);
    softFrames = isSoft() ? softFrames + 1 : 0;
    return taken > 0;
  }

  private boolean isSoft() {
    int most = SOFT * frame.length;
    int sum = 0;
    for (int i = 0; i < frame.length && sum <= most; i++) {
      sum += Math.abs(frame[i]);
    }
    return sum <= most;
  }

  private Decoder decoderOf(int ordinal) {
    Decoder known = decoders[ordinal];
    if (known == null) {
      Codec by = CODECS[ordinal];
      boolean same = by.sampleRate() == codec.sampleRate();
      known = same ? by.newDecoder() : new OtherDecoder(by, codec.sampleRate(), MOST_SAMPLES);
      decoders[ordinal] = known;
    }
    return known;
  }
}
