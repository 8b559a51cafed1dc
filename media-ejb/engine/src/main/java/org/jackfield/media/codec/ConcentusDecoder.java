package org.jackfield.media.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/**
 * Opus at 16 kHz by Concentus, in pure Java, with Opus's own concealment. Stereo comes out mono.
 * Concentus allocates for each frame. One stream, one thread.
 */
final class ConcentusDecoder implements Decoder {

  private static final int SAMPLE_RATE = 16_000;

  // RFC 6716 section 2.1.4: a packet holds up to 120 ms
  private static final int MAX_SAMPLES = SAMPLE_RATE / 1_000 * 120;

  // RFC 6716 section 3.2.1: each frame of a packet has up to 1275 bytes
  private static final int MAX_BYTES = 1_500;

  private final OpusDecoder decoder;
  private final byte[] packet = new byte[MAX_BYTES];
  private final short[] sound = new short[MAX_SAMPLES];

  ConcentusDecoder() {
    try {
      decoder = new OpusDecoder(SAMPLE_RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("Opus refuses 16 kHz mono", e);
    }
  }

  @Override
  public int decode(byte[] in, int offset, int count, short[] out, int at) {
    if (count == 0 || count > MAX_BYTES) {
      return 0;
    }
    System.arraycopy(in, offset, packet, 0, count);
    int samples = decodePacket(count);
    int fitting = Math.min(samples, out.length - at);
    System.arraycopy(sound, 0, out, at, fitting);
    return fitting;
  }

  private int decodePacket(int count) {
    try {
      return decoder.decode(packet, 0, count, sound, 0, MAX_SAMPLES, false);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // What a stranger sends may lead Concentus anywhere; its state is not to be trusted then
      decoder.resetState();
      return 0;
    }
  }

  @Override
  public void conceal(short[] out, int at, int count) {
    int done = 0;
    while (done < count) {
      // Opus conceals in steps of 2.5 ms
      int part = Math.min(count - done, MAX_SAMPLES);
      int whole = (part + 39) / 40 * 40;
      int made = concealed(whole);
      int fitting = Math.min(part, made);
      System.arraycopy(sound, 0, out, at + done, fitting);
      done += fitting;
    }
  }

  private int concealed(int samples) {
    try {
      return decoder.decode(null, 0, 0, sound, 0, samples, false);
    } catch (OpusException | RuntimeException | AssertionError e) {
      decoder.resetState();
      Arrays.fill(sound, 0, samples, (short) 0);
      return samples;
    }
  }
}
