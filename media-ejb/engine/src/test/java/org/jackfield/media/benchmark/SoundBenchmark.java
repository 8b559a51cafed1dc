package org.jackfield.media.benchmark;

import java.util.concurrent.TimeUnit;
import org.jackfield.media.Signals;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.G711;
import org.jackfield.media.codec.Resampler;
import org.jackfield.media.flow.JitterBuffer;
import org.jackfield.media.flow.KeyDetector;
import org.jackfield.media.flow.VoiceActivity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Microseconds for one frame of 20 ms of one stream; 200 would be a hundredth of a core. The median
 * is what counts: on a machine that does other things too, the mean tells of those.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SoundBenchmark {

  private static final long FRAME_NANOS = 20_000_000;

  private final short[] narrow = Signals.speech(8_000, 2_000);
  private final short[] wide = Signals.speech(16_000, 2_000);
  private final short[] full = Signals.speech(48_000, 2_000);
  private final short[] out = new short[1_920];
  private final byte[] bytes = new byte[2_000];

  private final Encoder toG722 = Codec.G722.newEncoder();
  private final Decoder fromG722 = Codec.G722.newDecoder();
  private final byte[] g722 = coded(Codec.G722, wide);
  private final Encoder toOpus = Codec.OPUS.newEncoder();
  private final Decoder fromOpus = Codec.OPUS.newDecoder();
  private final byte[] opus = new byte[1_275];
  private final int opusBytes = toOpus.encode(wide, 0, 320, opus, 0);
  private final Decoder concealing = Codec.PCMU.newDecoder();
  private final Resampler from8To16 = new Resampler(8_000, 16_000);
  private final Resampler from16To8 = new Resampler(16_000, 8_000);
  private final Resampler from8To48 = new Resampler(8_000, 48_000);
  private final Resampler from48To8 = new Resampler(48_000, 8_000);
  private final KeyDetector keys = new KeyDetector(8_000);
  private final VoiceActivity activity = new VoiceActivity();
  private final JitterBuffer jitter = new JitterBuffer(8_000, 160);

  private int frame;

  /** Runs all benchmarks and shows what they allocate; arguments choose some by their names. */
  public static void main(String... names) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.addProfiler(GCProfiler.class);
    for (String name : names) {
      options.include(name);
    }
    if (names.length == 0) {
      options.include("org.jackfield.media.benchmark");
    }
    new Runner(options.build()).run();
  }

  private static byte[] coded(Codec codec, short[] sound) {
    byte[] out = new byte[sound.length];
    codec.newEncoder().encode(sound, 0, sound.length, out, 0);
    return out;
  }

  private int next() {
    frame = (frame + 1) % 100;
    return frame;
  }

  @Benchmark
  public byte[] g711Encode() {
    G711.encodeMu(narrow, 160 * next(), 160, bytes, 0);
    return bytes;
  }

  @Benchmark
  public short[] g711Decode() {
    G711.decodeMu(g722, 160 * next(), 160, out, 0);
    return out;
  }

  @Benchmark
  public byte[] g711MuToA() {
    G711.muToA(g722, 160 * next(), 160, bytes, 0);
    return bytes;
  }

  @Benchmark
  public int g722Encode() {
    return toG722.encode(wide, 320 * next(), 320, bytes, 0);
  }

  @Benchmark
  public int g722Decode() {
    return fromG722.decode(g722, 160 * next(), 160, out, 0);
  }

  @Benchmark
  public int opusEncode() {
    return toOpus.encode(wide, 320 * next(), 320, bytes, 0);
  }

  @Benchmark
  public int opusDecode() {
    return fromOpus.decode(opus, 0, opusBytes, out, 0);
  }

  @Benchmark
  public short[] concealAfterAFrame() {
    concealing.decode(g722, 160 * next(), 160, out, 0);
    concealing.conceal(out, 0, 160);
    return out;
  }

  @Benchmark
  public int resample8To16() {
    return from8To16.resample(narrow, 160 * next(), 160, out, 0);
  }

  @Benchmark
  public int resample16To8() {
    return from16To8.resample(wide, 320 * next(), 320, out, 0);
  }

  @Benchmark
  public int resample8To48() {
    return from8To48.resample(narrow, 160 * next(), 160, out, 0);
  }

  @Benchmark
  public int resample48To8() {
    return from48To8.resample(full, 960 * next(), 960, out, 0);
  }

  @Benchmark
  public char keys() {
    return keys.accept(narrow, 160 * next(), 160);
  }

  @Benchmark
  public VoiceActivity.Heard voiceActivity() {
    return activity.accept(narrow, 160 * next(), 160);
  }

  @Benchmark
  public int jitterBuffer() {
    frame++;
    jitter.put(frame & 0xFFFF, frame * 160, 0, g722, 0, 160, frame * FRAME_NANOS);
    return jitter.take(bytes, 0, true, frame * FRAME_NANOS + FRAME_NANOS / 2);
  }
}
