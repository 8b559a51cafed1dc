package org.jackfield.media.service;

import java.time.Duration;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech.Samples;
import org.jackfield.media.codec.G711;

/** Brings samples of any rate into the form that a sound has, as they come. One thread. */
final class SoundWriter implements Samples {

  private final Sound sound;
  private final RateConverter converter;
  private final Duration limit;
  private final long longest;
  private final Room.Part room;
  private boolean full;
  private boolean tooLarge;

  /**
   * Writes a sound.
   *
   * @param longest that it may be
   * @param room that it takes in memory
   */
  SoundWriter(Sound sound, Duration longest, Room.Part room) {
    this.sound = sound;
    this.limit = longest;
    this.room = room;
    SoundFormat format = sound.format();
    this.longest = longest.toMillis() * format.sampleRate() / 1_000 * format.bytesPerSample();
    this.converter = new RateConverter(format.sampleRate(), new Encoding());
  }

  @Override
  public void rate(int hertz) {
    converter.rate(hertz);
  }

  @Override
  public boolean take(short[] samples, int count) {
    return converter.take(samples, count);
  }

  /** All samples have come. */
  void end() {
    converter.end();
  }

  /** Whether more came than a sound may have. */
  boolean isTooLong() {
    return sound.length() > longest;
  }

  /** Says why not all of it was written, if it was not. */
  void refuseWhatIsTooMuch() throws Unmade {
    if (isTooLong()) {
      throw new Unmade(Unmade.NO_SOUND, "The sound is longer than " + limit.toSeconds() + " s");
    }
    if (tooLarge) {
      throw new Unmade(
          Unmade.NO_SOUND,
          "The sound is larger than " + room.mostOfOne() + " bytes in the form " + form());
    }
    if (full) {
      throw new Unmade(Unmade.TOO_SLOW, "Too much sound is being made at once");
    }
  }

  private String form() {
    return sound.format().suffix();
  }

  private final class Encoding implements Samples {

    private byte[] encoded = {};

    @Override
    public void rate(int hertz) {
      // Always that of the format
    }

    @Override
    public boolean take(short[] samples, int count) {
      int bytes = count * sound.format().bytesPerSample();
      if (full || !room.take(bytes)) {
        full = true;
        tooLarge |= room.isTooLarge(bytes);
        return false;
      }
      if (encoded.length < bytes) {
        encoded = new byte[bytes];
      }
      for (int i = 0; i < count; i++) {
        if (sound.format() == SoundFormat.PCMU_8000) {
          encoded[i] = G711.toMu(samples[i]);
        } else {
          encoded[2 * i] = (byte) (samples[i] >> 8);
          encoded[2 * i + 1] = (byte) samples[i];
        }
      }
      sound.append(encoded, 0, bytes);
      return !isTooLong();
    }
  }
}
