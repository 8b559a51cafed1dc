package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaEvent.SilenceLasted;
import org.jackfield.media.MediaEvent.SpeechStarted;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Recording.Pause;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest extends ClockedWorld {

  private static final int HEADER = 58;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("recording.wav");
  }

  private Recording.Settings settings(Channels channels, boolean beep, Duration finalSilence) {
    return new Recording.Settings(
        file, channels, Duration.ofSeconds(30), beep, false, finalSilence);
  }

  private static byte[] tone(int hertz, int millis) {
    byte[] payload = new byte[8 * millis];
    G711.encodeMu(sine(hertz, millis), 0, payload.length, payload, 0);
    return payload;
  }

  private short[] recorded() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("RIFF");
    short[] samples = new short[bytes.length - HEADER];
    G711.decodeMu(bytes, HEADER, samples.length, samples, 0);
    return samples;
  }

  /** The recording ends within so many frames. */
  private Recording endsWithin(int frames) throws Exception {
    pass(frames);
    return phone.awaits(RecordingEnded.class).recording();
  }

  @Test
  void recordsWhatThePeerSays() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.PEER, false, Duration.ZERO));
    speaks(phone, 0, tone(440, 1_000));
    recording.stop();
    assertThat(endsWithin(1)).isSameAs(recording);
    assertThat(recording.length()).isBetween(Duration.ofMillis(980), Duration.ofMillis(1_020));
    short[] samples = recorded();
    assertThat((long) samples.length / 8).isEqualTo(recording.length().toMillis());
    short[] middle = Arrays.copyOfRange(samples, 2_000, 6_400);
    assertThat(Tones.usualShare(middle, 440)).isGreaterThan(0.9);
  }

  @Test
  void mixesWhatThePeerHears() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.MIXED, false, Duration.ZERO));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 1_000))), 1);
    speaks(phone, 0, tone(440, 1_000));
    recording.stop();
    endsWithin(1);
    short[] middle = Arrays.copyOfRange(recorded(), 2_000, 6_400);
    assertThat(Tones.usualShare(middle, 440)).isBetween(0.3, 0.7);
    assertThat(Tones.usualShare(middle, 1_000)).isBetween(0.3, 0.7);
  }

  @Test
  void keepsBothApart() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.DUAL, false, Duration.ZERO));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 1_000))), 1);
    speaks(phone, 0, tone(440, 1_000));
    recording.stop();
    endsWithin(1);
    byte[] bytes = Files.readAllBytes(file);
    short[] left = new short[4_800];
    short[] right = new short[4_800];
    for (int i = 0; i < left.length; i++) {
      int at = 44 + 4 * (2_000 + i);
      left[i] = (short) (bytes[at] & 0xFF | bytes[at + 1] << 8);
      right[i] = (short) (bytes[at + 2] & 0xFF | bytes[at + 3] << 8);
    }
    assertThat(Tones.usualShare(left, 440)).isGreaterThan(0.9);
    assertThat(Tones.usualShare(right, 1_000)).isGreaterThan(0.9);
  }

  @Test
  void goesOnWhereAnotherCodecIsAgreedOn() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.MIXED, false, Duration.ZERO));
    speaks(phone, 0, tone(440, 1_000));
    session.reoffer(phone.describe("9 101"));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 1_000))), 1);
    Encoder wide = Codec.G722.newEncoder();
    short[] voice = new short[320];
    byte[] payload = new byte[FRAME];
    for (int frame = 0; frame < 50; frame++) {
      for (int i = 0; i < voice.length; i++) {
        voice[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * (320 * frame + i) / 16_000));
      }
      wide.encode(voice, 0, voice.length, payload, 0);
      speaks(phone, 9, payload);
    }
    recording.stop();
    assertThat(endsWithin(1)).isSameAs(recording);

    assertThat(recording.failure()).isEmpty();
    assertThat(recording.length()).isBetween(Duration.ofMillis(1_980), Duration.ofMillis(2_020));
    short[] samples = recorded();
    assertThat(Tones.usualShare(Arrays.copyOfRange(samples, 2_000, 7_000), 440)).isGreaterThan(0.9);
    short[] later = Arrays.copyOfRange(samples, 10_000, 15_000);
    assertThat(Tones.usualShare(later, 440)).isBetween(0.3, 0.7);
    assertThat(Tones.usualShare(later, 1_000)).isBetween(0.3, 0.7);
  }

  @Test
  void recordsWhatThePeerHearsAlone() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.HEARD, false, Duration.ZERO));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 1_000))), 1);
    speaks(phone, 0, tone(440, 1_000));
    recording.stop();
    endsWithin(1);
    short[] middle = Arrays.copyOfRange(recorded(), 2_000, 6_400);
    assertThat(Tones.usualShare(middle, 1_000)).isGreaterThan(0.9);
  }

  @Test
  void makesTwoAtOnceEachOfWhichEndsForItself() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Path whole = file.resolveSibling("whole.wav");
    Recording all =
        session.record(
            new Recording.Settings(
                whole, Channels.HEARD, Duration.ofHours(1), false, false, Duration.ZERO));
    Recording part = session.record(settings(Channels.MIXED, false, Duration.ZERO));
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 2_000))), 1);
    speaks(phone, 0, tone(440, 1_000));
    part.stop();
    assertThat(endsWithin(1)).isSameAs(part);
    speaks(phone, 0, tone(440, 1_000));
    all.stop();
    assertThat(endsWithin(1)).isSameAs(all);

    assertThat(part.length()).isBetween(Duration.ofMillis(980), Duration.ofMillis(1_020));
    assertThat(all.length()).isBetween(Duration.ofMillis(1_980), Duration.ofMillis(2_040));
    short[] mixed = Arrays.copyOfRange(recorded(), 2_000, 6_400);
    assertThat(Tones.usualShare(mixed, 440)).isBetween(0.3, 0.7);
    file = whole;
    short[] heard = Arrays.copyOfRange(recorded(), 2_000, 14_400);
    assertThat(Tones.usualShare(heard, 1_000)).isGreaterThan(0.9);
  }

  @Test
  void endsWithTheLeg() throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.record(settings(Channels.PEER, false, Duration.ZERO));
    speaks(phone, 0, tone(440, 100));
    session.close();
    endsWithin(1);
    assertThat(file).exists();
  }

  @Test
  void beepsBeforeItRecords() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.PEER, true, Duration.ZERO));
    pass(6);
    short[] samples = new short[FRAME];
    G711.decodeMu(phone.hears(5).get(4).payload(), 0, FRAME, samples, 0);
    assertThat(Tones.share(samples, 1_000)).isGreaterThan(0.9);
    assertThat(recording.length()).isZero();
    recording.stop();
    endsWithin(1);
  }

  @Test
  void leavesOutAPause() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.PEER, false, Duration.ZERO));
    speaks(phone, 0, tone(440, 300));
    recording.pause(Pause.SKIP);
    speaks(phone, 0, tone(440, 500));
    recording.resume();
    speaks(phone, 0, tone(440, 300));
    recording.stop();
    endsWithin(1);
    assertThat(recording.length()).isBetween(Duration.ofMillis(580), Duration.ofMillis(640));
  }

  @Test
  void fillsAPauseWithSilence() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.PEER, false, Duration.ZERO));
    speaks(phone, 0, tone(440, 300));
    recording.pause(Pause.SILENCE);
    speaks(phone, 0, tone(440, 500));
    recording.resume();
    speaks(phone, 0, tone(440, 300));
    recording.stop();
    endsWithin(1);
    assertThat(recording.length()).isBetween(Duration.ofMillis(1_080), Duration.ofMillis(1_120));
    short[] samples = recorded();
    assertThat(Arrays.copyOfRange(samples, 8 * 350, 8 * 750)).containsOnly(0);
    assertThat(Tones.usualShare(Arrays.copyOfRange(samples, 8 * 880, 8 * 1_040), 440))
        .isGreaterThan(0.9);
  }

  @Test
  void endsAfterTheFinalSilence() throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.record(settings(Channels.PEER, false, Duration.ofMillis(400)));
    speaks(phone, 0, tone(440, 500));
    Recording recording = endsWithin(30);
    assertThat(recording.length()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_000));
  }

  @Test
  void endsAtItsGreatestLength() throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.record(
        new Recording.Settings(
            file, Channels.PEER, Duration.ofMillis(300), false, false, Duration.ZERO));
    assertThat(endsWithin(20).length()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void hearsSpeechAndSilence() throws Exception {
    MediaSession session = answered(phone, "0 101");
    session.listenForSilence(300);
    speaks(phone, 0, tone(440, 400));
    phone.awaits(SpeechStarted.class);
    pass(30);
    assertThat(phone.awaits(SilenceLasted.class).length()).isEqualTo(Duration.ofMillis(300));
  }

  /** The file is another thread's, which tells the ticker; then it ends with a turn. */
  private void fails(Recording recording) throws Exception {
    pass(1);
    Fact.await("it has failed", () -> recording.failure().isPresent());
    assertThat(endsWithin(1)).isSameAs(recording);
  }

  @Test
  void saysHowMuchIsMissingWhereTheDiskStoodTooLong() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Leg leg = ((RtpSession) session).leg();
    Scribes standing = new Scribes();
    LegRecording recording =
        new LegRecording(leg, settings(Channels.PEER, false, Duration.ZERO), standing);
    leg.submit(() -> leg.record(recording));
    pass(251);
    recording.stop();
    pass(1);
    standing.start();

    assertThat(phone.awaits(RecordingEnded.class).recording()).isSameAs(recording);
    assertThat(recording.failure().orElseThrow().message()).containsPattern("lacks 10[024]0 ms");
    assertThat(recording.length()).isEqualTo(Duration.ofSeconds(4));
    standing.stop();
  }

  @Test
  void saysThatAFullDiskHasEndedIt() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    file = full;
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.PEER, false, Duration.ZERO));
    fails(recording);
    assertThat(recording.failure().orElseThrow().code()).isEqualTo(12_400);
    assertThat(recording.failure().orElseThrow().message()).doesNotContain("/dev");
  }

  @Test
  void saysThatItsFolderCannotBeWrittenTo() throws Exception {
    Path noFolder = Files.createFile(folder.resolve("no-folder"));
    file = noFolder.resolve("recording.wav");
    MediaSession session = answered(phone, "0 101");
    Recording recording = session.record(settings(Channels.MIXED, false, Duration.ZERO));
    fails(recording);
    assertThat(recording.length()).isZero();

    file = folder.resolve("recording.wav");
    Recording next = session.record(settings(Channels.PEER, false, Duration.ZERO));
    next.stop();
    endsWithin(1);
    assertThat(next.failure()).isEmpty();
  }
}
