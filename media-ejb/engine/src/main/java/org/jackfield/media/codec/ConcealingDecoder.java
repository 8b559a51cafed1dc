package org.jackfield.media.codec;

/** A codec that knows nothing of loss, with {@link Concealment} behind it. */
final class ConcealingDecoder implements Decoder {

  /** The codec alone; writes no more than there is room for. */
  @FunctionalInterface
  interface Plain {
    int decode(byte[] in, int offset, int count, short[] out, int at);
  }

  private final Plain plain;
  private final Concealment concealment;

  ConcealingDecoder(int sampleRate, Plain plain) {
    this.plain = plain;
    this.concealment = new Concealment(sampleRate);
  }

  @Override
  public int decode(byte[] in, int offset, int count, short[] out, int at) {
    int samples = plain.decode(in, offset, count, out, at);
    concealment.heard(out, at, samples);
    return samples;
  }

  @Override
  public void conceal(short[] out, int at, int count) {
    concealment.conceal(out, at, count);
  }
}
