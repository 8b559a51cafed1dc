package org.jackfield.media.rtp;

import java.util.Arrays;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.jackfield.media.sdp.Encoding;

/** Makes payloads of sounds, in the encoding that the leg speaks. Of one leg, on its ticker. */
final class Outlet {

  private final Encoding encoding;
  private final byte[] raw = new byte[SoundFormat.L16_48000.bytesPerFrame()];

  Outlet(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Room for a frame of a sound. */
  byte[] raw() {
    return raw;
  }

  /**
   * Encodes the frame in {@link #raw}, the rest of which is silence.
   *
   * @return bytes written
   */
  int encode(SoundFormat format, int filled, byte[] out, int at) {
    int count = format.bytesPerFrame();
    Arrays.fill(raw, filled, count, format == SoundFormat.PCMU_8000 ? G711.MU_SILENCE : 0);
    if (encoding == Encoding.PCMU) {
      System.arraycopy(raw, 0, out, at, count);
    } else {
      G711.muToA(raw, 0, count, out, at);
    }
    return count;
  }

  /** A frame of silence. */
  int silence(byte[] out, int at) {
    return encode(SoundFormat.PCMU_8000, 0, out, at);
  }
}
