package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Tone;
import org.jackfield.media.flow.ToneGenerator;

/** Asks to speak before a recording. */
final class Beep implements Voice {

  private final Codec codec;
  private final ToneGenerator tone;
  private final Runnable over;

  Beep(Codec codec, Runnable over) {
    this.codec = codec;
    this.over = over;
    tone = new ToneGenerator(Tone.beep(), codec.sampleRate());
  }

  @Override
  public Turn say(Speaker speaker, long now) {
    if (tone.hasEnded()) {
      return Turn.ENDED;
    }
    short[] samples = speaker.outlet().samples();
    tone.generate(samples, 0, codec.samplesPerFrame());
    speaker.samples(samples, 0, codec.sampleRate(), now);
    return Turn.SAID;
  }

  @Override
  public void ended() {
    over.run();
  }
}
