package org.jackfield.media.benchmark;

import java.util.concurrent.TimeUnit;
import org.jackfield.media.Signals;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Mixer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Microseconds for 20 ms of a whole room: 1000 would be 5 % of a core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MixerBenchmark {

  @Param({"8000", "16000"})
  private int rate;

  @Param({"40", "300", "500"})
  private int members;

  private short[] voice = {};
  private Mixer mixer = new Mixer(8_000, 1);
  private Mixer.Member[] all = {};
  private final short[] out = new short[960];
  private final byte[] bytes = new byte[1_275];
  private int frame;

  @Setup
  public void join() {
    voice = Signals.sine(rate, 2_000, 300, 2_000);
    mixer = new Mixer(rate, members);
    all = new Mixer.Member[members];
    for (int i = 0; i < members; i++) {
      all[i] = mixer.join();
    }
  }

  /** Everybody speaks, and each hears a sum of its own. */
  @Benchmark
  public short[] allSpeak() {
    return tick(members);
  }

  /** Three speak, and the others hear one sum that is encoded once. */
  @Benchmark
  public short[] threeSpeak() {
    return tick(3);
  }

  private short[] tick(int speakers) {
    frame = (frame + 1) % 100;
    int samples = rate / 50;
    for (int i = 0; i < speakers; i++) {
      all[i].offer(voice, samples * frame);
    }
    mixer.mix();
    for (Mixer.Member member : all) {
      if (member.onlyListens()) {
        mixer.encodeForListeners(Codec.PCMU, bytes, 0);
      } else {
        member.hear(out, 0);
      }
    }
    return out;
  }
}
