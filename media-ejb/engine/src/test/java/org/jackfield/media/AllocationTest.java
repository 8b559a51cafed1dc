package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.Resampler;
import org.jackfield.media.flow.ComfortNoise;
import org.jackfield.media.flow.CountryTones;
import org.jackfield.media.flow.Gain;
import org.jackfield.media.flow.JitterBuffer;
import org.jackfield.media.flow.KeyDetector;
import org.jackfield.media.flow.LevelMeter;
import org.jackfield.media.flow.Mixer;
import org.jackfield.media.flow.ToneGenerator;
import org.jackfield.media.flow.VoiceActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once made, nothing on the way of a packet allocates; Opus excepted, which is not ours. */
class AllocationTest {

  private static final int FRAMES = 1_000;

  private final short[] voice = Signals.speech(48_000, 20);
  private final short[] out = new short[1_920];
  private final byte[] bytes = new byte[2_000];

  @ParameterizedTest
  @EnumSource(names = "OPUS", mode = EnumSource.Mode.EXCLUDE)
  void codecsAllocateNothing(Codec codec) {
    Encoder encoder = codec.newEncoder();
    Decoder decoder = codec.newDecoder();
    int samples = codec.samplesPerFrame();
    assertAllocatesNothing(frame -> {
      int length = encoder.encode(voice, 0, samples, bytes, 0);
      decoder.decode(bytes, 0, length, out, 0);
      if (frame % 10 == 0) {
        decoder.conceal(out, 0, samples);
      }
    });
  }

  @Test
  void resamplersAllocateNothing() {
    Resampler up = new Resampler(8_000, 48_000);
    Resampler down = new Resampler(48_000, 16_000);
    assertAllocatesNothing(frame -> {
      up.resample(voice, 0, 160, out, 0);
      down.resample(voice, 0, 960, out, 0);
    });
  }

  @Test
  void stagesAllocateNothing() {
    KeyDetector keys = new KeyDetector(8_000);
    VoiceActivity activity = new VoiceActivity();
    LevelMeter meter = new LevelMeter();
    ComfortNoise noise = new ComfortNoise(-50, 1);
    ToneGenerator tone = new ToneGenerator(CountryTones.named("busy-us").orElseThrow(), 8_000);
    Gain gain = new Gain();
    assertAllocatesNothing(frame -> {
      gain.set(frame % 20 - 10);
      tone.generate(out, 0, 160);
      gain.apply(out, 0, out, 0, 160);
      keys.accept(out, 0, 160);
      activity.accept(out, 0, 160);
      meter.accept(out, 0, 160);
      noise.generate(out, 0, 160);
    });
  }

  @Test
  void jitterBufferAllocatesNothing() {
    JitterBuffer jitter = new JitterBuffer(8_000, 160);
    assertAllocatesNothing(frame -> {
      long nanos = frame * 20_000_000L;
      if (frame % 7 != 0) {
        jitter.put(frame & 0xFFFF, 160 * frame, 0, bytes, 0, 160, nanos);
      }
      jitter.take(bytes, 0, true, nanos + 10_000_000);
    });
    assertThat(jitter.statistics().lost()).isGreaterThan(FRAMES / 8);
  }

  @Test
  void mixerAllocatesNothing() {
    Mixer mixer = new Mixer(8_000, 10);
    Mixer.Member[] members = new Mixer.Member[10];
    for (int i = 0; i < members.length; i++) {
      members[i] = mixer.join();
    }
    members[9].coach(members[0]);
    assertAllocatesNothing(frame -> {
      for (int i = 0; i < members.length; i += 3) {
        members[i].offer(voice, 0);
      }
      mixer.mix();
      for (Mixer.Member member : members) {
        member.hear(out, 0);
      }
      mixer.encodeForListeners(Codec.PCMU, bytes, 0);
      mixer.encodeForListeners(Codec.G722, bytes, 0);
    });
  }

  private interface OfFrame {
    void run(int frame);
  }

  // What is made the first time is free, and so is a little that the virtual machine takes
  private static void assertAllocatesNothing(OfFrame path) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long frames = 0;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < FRAMES; i++) {
        path.run((int) frames);
        frames++;
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(FRAMES);
  }
}
