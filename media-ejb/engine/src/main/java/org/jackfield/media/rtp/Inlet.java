package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.flow.JitterBuffer;

/**
 * What the peer says as samples: put in order, decoded, losses concealed. Only legs whose sound
 * somebody wants to hear have one. Of one leg, on its ticker.
 */
final class Inlet {

  private static final int MOST_PAYLOAD = 1_500;
  // The longest packet of Opus has 120 ms
  private static final int MOST_SAMPLES = 48_000 / 1_000 * 120;

  private final Codec codec;
  private final Decoder decoder;
  private final JitterBuffer buffer;
  private final byte[] payload = new byte[MOST_PAYLOAD];
  private final short[] decoded = new short[2 * MOST_SAMPLES];
  private final short[] frame;
  private int count;

  Inlet(Codec codec) {
    this.codec = codec;
    decoder = codec.newDecoder();
    buffer = new JitterBuffer(codec.clockRate(), codec.ticksPerFrame());
    frame = new short[codec.samplesPerFrame()];
  }

  Codec codec() {
    return codec;
  }

  void put(RtpPacket packet, byte[] bytes, long now) {
    buffer.put(packet.sequence(), packet.timestamp(), bytes, packet.offset(), packet.length(), now);
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
    return taken > 0;
  }
}
