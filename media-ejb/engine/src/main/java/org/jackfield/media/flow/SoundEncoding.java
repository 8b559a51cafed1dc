package org.jackfield.media.flow;

/** How samples lie in a WAV file. */
public enum SoundEncoding {
  /** Linear, 16 bit, least significant byte first. */
  LINEAR_16(1, 2),
  /** G.711 A-law. */
  A_LAW(6, 1),
  /** G.711 µ-law. */
  MU_LAW(7, 1);

  private final int formatTag;
  private final int bytesPerSample;

  SoundEncoding(int formatTag, int bytesPerSample) {
    this.formatTag = formatTag;
    this.bytesPerSample = bytesPerSample;
  }

  int formatTag() {
    return formatTag;
  }

  int bytesPerSample() {
    return bytesPerSample;
  }
}
