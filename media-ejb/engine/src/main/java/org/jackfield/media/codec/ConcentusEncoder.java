package org.jackfield.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;

/**
 * Opus for voice at 16 kHz by Concentus, in pure Java: 24 kbit/s, complexity 3, discontinuous
 * transmission. No in-band error correction, which costs about a quarter more time and a third more
 * bytes. Concentus allocates for each frame. One stream, one thread.
 */
final class ConcentusEncoder implements Encoder {

  private static final int SAMPLE_RATE = 16_000;
  private static final int BIT_RATE = 24_000;
  private static final int COMPLEXITY = 3;

  private final OpusEncoder encoder;

  ConcentusEncoder() {
    try {
      encoder = new OpusEncoder(SAMPLE_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException("Opus refuses 16 kHz mono", e);
    }
    encoder.setBitrate(BIT_RATE);
    encoder.setComplexity(COMPLEXITY);
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    encoder.setUseDTX(true);
  }

  @Override
  public int encode(short[] in, int offset, int count, byte[] out, int at) {
    int room = Math.min(out.length - at, Codec.OPUS.maxFrameBytes());
    try {
      int bytes = encoder.encode(in, offset, count, out, at, room);
      // RFC 7587 section 3.1.3: a packet of the first byte alone says that nothing need be sent
      return bytes <= 1 ? 0 : bytes;
    } catch (OpusException e) {
      throw new IllegalArgumentException("Opus takes no frame of " + count + " samples", e);
    }
  }
}
