package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary.FileAnswer;
import org.jackfield.media.MediaLibrary.NoFile;
import org.jackfield.media.MediaLibrary.WholeFile;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.TranscriptionAddress;
import org.jackfield.media.TranscriptionAddress.InSound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P2.11: text of speech, made by a service that the operator has named. */
class TranscriptionsTest {

  private static final short[] SWEEP = Waves.sweep(8_000, 500);
  private static final byte[] FILE = Waves.wav(SWEEP, 8_000, 1);
  private static final String SERVICE = "/text?lang=en-US";

  @TempDir private Path folder;

  private LibraryFixture fixture;

  @BeforeEach
  void open() {
    fixture =
        new LibraryFixture(
            folder,
            Map.of(
                "allowed-networks",
                "127.0.0.0/8",
                "longest-file",
                "100000",
                "transcription",
                "{origin}/text?lang={language}"));
    fixture.origin.serve("/a.wav", 200, Map.of("Cache-Control", "max-age=1000"), FILE);
    answers("text/plain", " Hello there \n");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void answers(String type, String text) {
    fixture.origin.serve(
        SERVICE, 200, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  private TranscriptionAddress address() {
    return new TranscriptionAddress(
        new InSound(
            MediaAddress.of(new ExternalFile(fixture.origin.at("/a.wav")), SoundFormat.PCMU_8000)),
        "en-us");
  }

  private WholeFile text(String account) {
    FileAnswer answer = fixture.transcriptions().transcribe(address(), new Asker(account, ""));
    assertThat(answer).isInstanceOf(WholeFile.class);
    return (WholeFile) answer;
  }

  private FileAnswer sent(byte[] file) {
    return fixture
        .transcriptions()
        .transcribe(new ByteArrayInputStream(file), "audio/wav", "en-US", LibraryFixture.ASKER);
  }

  private static int failure(FileAnswer answer) {
    assertThat(answer).isInstanceOf(NoFile.class);
    return ((NoFile) answer).failure().code();
  }

  private static String words(WholeFile text) {
    return new String(text.bytes(), StandardCharsets.UTF_8);
  }

  private List<RecordingOrigin.Asked> askedOfService() {
    return fixture.origin.asked().stream().filter(it -> it.path().equals(SERVICE)).toList();
  }

  @Test
  void givesTheServiceTheSoundAndTheAskerItsWords() throws IOException {
    assertThat(words(text("AC1"))).isEqualTo("Hello there");

    RecordingOrigin.Asked asked = askedOfService().getFirst();
    assertThat(asked.headers().get("Content-type")).containsExactly("audio/wav");
    java.util.List<Short> heard = new java.util.ArrayList<>();
    int[] rate = new int[1];
    WaveFile.read(
        new ByteArrayInputStream(asked.body()),
        new org.jackfield.media.Speech.Samples() {
          @Override
          public void rate(int hertz) {
            rate[0] = hertz;
          }

          @Override
          public boolean take(short[] samples, int count) {
            for (int i = 0; i < count; i++) {
              heard.add(samples[i]);
            }
            return true;
          }
        });
    assertThat(rate[0]).isEqualTo(16_000);
    short[] samples = new short[heard.size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = heard.get(i);
    }
    assertThat(Waves.correlation(Waves.sweep(16_000, 500), samples, 16_000)).isGreaterThan(0.95);
  }

  @Test
  void asksOnceAndKeepsTheTextForTheAccount() {
    assertThat(text("AC1").source()).isEqualTo(Source.MISS);
    assertThat(text("AC1").source()).isEqualTo(Source.HIT);
    assertThat(askedOfService()).hasSize(1);

    assertThat(text("AC2").source()).isEqualTo(Source.MISS);
    assertThat(askedOfService()).hasSize(2);
  }

  @Test
  void makesItAgainOfAnotherSound() {
    text("AC1");
    fixture.clock.move(java.time.Duration.ofSeconds(1_001));
    answers("application/json", "{\"text\":\"Good bye\"}");

    assertThat(words(text("AC1"))).isEqualTo("Good bye");
  }

  @Test
  void hasAnAddressForWhatWasSent() {
    WholeFile first = (WholeFile) sent(FILE);

    assertThat(words(first)).isEqualTo("Hello there");
    String address = first.resource().address();
    assertThat(address).matches("/media/transcription.txt\\?digest=[0-9a-f]{64}&language=en-US");
    TranscriptionAddress again =
        TranscriptionAddress.read(
            Map.of("digest", address.replaceAll(".*digest=|&.*", ""), "language", "en-US"));
    FileAnswer kept = fixture.transcriptions().transcribe(again, LibraryFixture.ASKER);
    assertThat(words((WholeFile) kept)).isEqualTo("Hello there");
    assertThat(askedOfService()).hasSize(1);
    assertThat(failure(fixture.transcriptions().transcribe(again, new Asker("AC2", ""))))
        .isEqualTo(11410);
    assertThat(folder.resolve("passing")).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoSoundOrTooLarge() {
    assertThat(failure(sent("no sound at all".getBytes(StandardCharsets.UTF_8)))).isEqualTo(13420);
    assertThat(failure(sent(new byte[100_001]))).isEqualTo(13420);
    assertThat(askedOfService()).isEmpty();
    assertThat(folder.resolve("passing")).isEmptyDirectory();
  }

  @Test
  void saysWhatWentWrongAtTheService() {
    fixture.origin.serve(SERVICE, 500, Map.of(), new byte[0]);
    assertThat(failure(sent(FILE))).isEqualTo(11217);
    answers("application/json", "[]");
    assertThat(failure(sent(FILE))).isEqualTo(11205);
    answers("text/plain", "x".repeat((1 << 20) + 1));
    assertThat(failure(sent(FILE))).isEqualTo(11205);

    answers("text/plain", "Now");
    assertThat(words((WholeFile) sent(FILE))).isEqualTo("Now");
  }

  @Test
  void isNotThereWithoutAService() {
    try (LibraryFixture without = new LibraryFixture(folder)) {
      FileAnswer answer =
          without
              .transcriptions()
              .transcribe(new ByteArrayInputStream(FILE), "audio/wav", "", LibraryFixture.ASKER);
      assertThat(failure(answer)).isEqualTo(20501);
    }
  }
}
