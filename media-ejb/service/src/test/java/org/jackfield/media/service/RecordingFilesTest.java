package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jackfield.account.RecordingArchive;
import org.jackfield.account.RecordingState;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Sid;
import org.jackfield.media.RecordingLibrary.Form;
import org.jackfield.media.RecordingLibrary.Recorded;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.flow.SoundEncoding;
import org.jackfield.media.flow.WavWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P2.22, P1.52, P1.59: recordings come in while they grow, and stay whatever happens. */
class RecordingFilesTest {

  private static final Sid ACCOUNT = Sid.random("AC");
  private static final Sid CALL = Sid.random("CA");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Rows rows = new Rows();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /** The table, which can be away. */
  private static final class Rows extends RecordingArchive {
    final Map<Sid, RecordingState> known = new ConcurrentHashMap<>();
    volatile boolean away;

    @Override
    public void keep(RecordingState state) {
      refuseWhileAway();
      known.merge(state.sid(), state, (old, fresh) -> old.isFinal() ? old : fresh);
    }

    @Override
    public void remove(Sid sid) {
      refuseWhileAway();
      known.remove(sid);
    }

    private void refuseWhileAway() {
      if (away) {
        throw new IllegalStateException("The database is away");
      }
    }
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private RecordingFiles started(String node) {
    RecordingFiles files = new RecordingFiles(folder, "http://voice.example", node);
    files.archive = rows;
    Decoding decoding = new Decoding(() -> Ffmpeg.find(folder, timer, Duration.ofSeconds(60)));
    files.start(new Encodings(decoding, PATIENCE)::mp3);
    return files;
  }

  private static Draft draft(RecordingFiles files) {
    return files.draft(
        ACCOUNT, CALL, "RecordVerb", 1, Track.OUTBOUND, Instant.parse("2026-11-26T10:00:00Z"));
  }

  private static WavWriter writer(Draft draft, boolean trim) throws IOException {
    return new WavWriter(draft.file(), 8_000, 1, SoundEncoding.MU_LAW, trim);
  }

  private static void speak(WavWriter writer, int millis) throws IOException {
    short[] sweep = Waves.sweep(8_000, millis);
    for (int at = 0; at < sweep.length; at += 160) {
      writer.write(sweep, at, Math.min(160, sweep.length - at));
    }
    writer.flush();
  }

  private RecordingState state(Draft draft) {
    return Objects.requireNonNull(rows.known.get(draft.sid()), "the row of the recording");
  }

  private static byte[] bytes(Recorded recorded) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    recorded.copy(0, recorded.size(), (some, count) -> bytes.write(some, 0, count));
    return bytes.toByteArray();
  }

  private static byte[] sound(RecordingFiles files, Draft draft, Form form) throws Exception {
    try (Recorded recorded = files.open(ACCOUNT.value(), draft.sid().value(), form).orElseThrow()) {
      return bytes(recorded);
    }
  }

  @Test
  void canBeReadWhileItGrows() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 1_000);
      byte[] first = sound(files, draft, Form.WAV);
      Recorded opened = files.open(ACCOUNT.value(), draft.sid().value(), Form.WAV).orElseThrow();
      speak(writer, 500);

      assertThat(first).hasSize(58 + 8_000);
      assertThat(opened.isGrowing()).isTrue();
      assertThat(bytes(opened)).as("what it was when it was opened").isEqualTo(first);
      assertThat(sound(files, draft, Form.WAV)).hasSize(58 + 12_000);
      opened.close();
    }
    files.settle(PATIENCE);
    assertThat(state(draft).status()).isEqualTo("in-progress");
    files.close();
  }

  @Test
  void doesNotPassForWholeWhenItIsTrimmedMeanwhile() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    WavWriter writer = writer(draft, true);
    writer.writeSilence(2_000);
    speak(writer, 500);
    try (Recorded opened =
        files.open(ACCOUNT.value(), draft.sid().value(), Form.WAV).orElseThrow()) {
      writer.close();

      assertThatThrownBy(() -> bytes(opened)).isInstanceOf(IOException.class);
    }
    files.close();
  }

  @Test
  void hasItsAddressAndItsSoundWhenItIsAnnounced() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 2_000);
    }

    Kept kept = files.keep(draft, Duration.ofSeconds(2));

    assertThat(kept.address())
        .isEqualTo(
            "http://voice.example/2010-04-01/Accounts/%s/Recordings/%s"
                .formatted(ACCOUNT, draft.sid()));
    assertThat(sound(files, draft, Form.WAV)).hasSize(58 + 16_000);
    files.settle(PATIENCE);
    assertThat(state(draft).status()).isEqualTo("completed");
    assertThat(state(draft).length()).contains(Duration.ofSeconds(2));
    assertThat(files.open(Sid.random("AC").value(), draft.sid().value(), Form.WAV))
        .as("for another account")
        .isEmpty();
    files.close();
  }

  // P1.59: who begins one is told of it
  @Test
  void isKnownWhileTheDatabaseIsAway() throws Exception {
    RecordingFiles files = started("a");
    rows.away = true;
    Draft draft = draft(files);

    assertThat(rows.latest(ACCOUNT, draft.sid()))
        .hasValueSatisfying(entry -> {
          assertThat(entry.call()).isEqualTo(CALL);
          assertThat(entry.status()).isEqualTo("in-progress");
          assertThat(entry.track()).isEqualTo("outbound");
        });
    assertThat(rows.latest(Sid.random("AC"), draft.sid())).isEmpty();
    rows.away = false;
    files.settle(PATIENCE);
    assertThat(rows.latest(ACCOUNT, draft.sid())).as("while it is made").isPresent();
    rows.away = true;
    files.keep(draft, Duration.ofSeconds(1));
    assertThat(rows.latest(ACCOUNT, draft.sid()))
        .hasValueSatisfying(entry -> assertThat(entry.status()).isEqualTo("completed"));
    rows.away = false;
    files.settle(PATIENCE);
    assertThat(rows.latest(ACCOUNT, draft.sid())).as("the database has it").isEmpty();
    files.close();
  }

  @Test
  void canBeHadAsMp3() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 2_000);
      byte[] growing = sound(files, draft, Form.MP3);
      assertThat(growing).hasSizeGreaterThan(1_000);
    }
    files.keep(draft, Duration.ofSeconds(2));

    byte[] mp3 = sound(files, draft, Form.MP3);
    assertThat(mp3).hasSizeGreaterThan(1_000);
    Path file = Files.write(folder.resolve("heard.mp3"), mp3);
    Sound heard = new Sound(SoundFormat.PCMU_8000);
    SoundWriter writer = new SoundWriter(heard, Duration.ofMinutes(1), new Room(1 << 30).part());
    Ffmpeg.find(folder, timer, Duration.ofSeconds(60))
        .orElseThrow()
        .decode(file, Optional.empty(), writer);
    writer.end();
    assertThat(Waves.correlation(Waves.sweep(8_000, 2_000), Waves.samples(heard), 8_000))
        .isGreaterThan(0.9);
    files.close();
  }

  @Test
  void isDeletedForGood() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 500);
    }
    files.keep(draft, Duration.ofMillis(500));
    sound(files, draft, Form.MP3);

    files.delete(ACCOUNT.value(), draft.sid().value());

    for (Form form : Form.values()) {
      assertThat(files.open(ACCOUNT.value(), draft.sid().value(), form)).isEmpty();
    }
    files.settle(PATIENCE);
    assertThat(rows.known).isEmpty();
    assertThat(left()).isEmpty();
    files.close();
  }

  @Test
  void isDeletedForGoodWhileTheDatabaseIsAway() throws Exception {
    RecordingFiles files = started("a");
    rows.away = true;
    Draft draft = draft(files);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 500);
    }
    files.keep(draft, Duration.ofMillis(500));
    files.delete(ACCOUNT.value(), draft.sid().value());
    rows.away = false;

    files.settle(PATIENCE);
    assertThat(rows.known).isEmpty();
    files.close();
  }

  @Test
  void isFinishedAfterACrash() throws Exception {
    RecordingFiles died = started("a");
    Draft draft = draft(died);
    WavWriter never = writer(draft, true);
    speak(never, 3_000);
    died.settle(PATIENCE);
    died.close();
    assertThat(state(draft).status()).isEqualTo("in-progress");

    RecordingFiles other = started("b");
    other.settle(PATIENCE);
    assertThat(state(draft).status())
        .as("what another node makes is not ours to finish")
        .isEqualTo("in-progress");
    other.close();

    RecordingFiles again = started("a");
    again.settle(PATIENCE);
    assertThat(state(draft).status()).isEqualTo("completed");
    assertThat(state(draft).length()).contains(Duration.ofSeconds(3));
    assertThat(sound(again, draft, Form.WAV)).hasSize(58 + 24_000);
    again.close();
    never.close();
  }

  @Test
  void isToldToTheDatabaseAfterACrashThatCameFirst() throws Exception {
    rows.away = true;
    RecordingFiles died = started("a");
    Draft draft = draft(died);
    try (WavWriter writer = writer(draft, false)) {
      speak(writer, 1_000);
    }
    died.keep(draft, Duration.ofSeconds(1));
    died.close();
    rows.away = false;

    RecordingFiles again = started("a");
    again.settle(PATIENCE);
    assertThat(state(draft).length()).contains(Duration.ofSeconds(1));
    assertThat(left()).as("the note is not needed any more").hasSize(1);
    again.close();
  }

  @Test
  void leavesNothingOfOneWithoutSound() throws Exception {
    RecordingFiles files = started("a");
    Draft draft = draft(files);
    writer(draft, false).close();

    files.discard(draft);

    files.settle(PATIENCE);
    assertThat(left()).isEmpty();
    assertThat(rows.known).isEmpty();
    files.close();
  }

  @Test
  void doesNotEndTheCallWhenThereIsNoRoom() throws Exception {
    RecordingFiles files = started("a");
    // What a full disk does to us: nothing can be made there
    Files.writeString(folder.resolve(ACCOUNT.value()), "in the way");

    Draft draft = draft(files);

    assertThat(draft.sid().value()).startsWith("RE");
    files.discard(draft);
    files.close();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(ACCOUNT.value()))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
