package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRequest.SpokenText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P2.8, P2.9: what speaks beside the built-in voice, by the table of voices. */
class OtherVoicesTest {

  private static final short[] SWEEP = Waves.sweep(16_000, 500);

  @TempDir private Path folder;

  /** Stands for espeak-ng: takes down what it was asked, and gives a file. */
  private String espeak(String end) throws IOException {
    Path sound = folder.resolve("sound.wav");
    Files.write(sound, Waves.wav(SWEEP, 16_000, 1));
    Path script = folder.resolve("espeak-ng");
    Files.writeString(
        script,
        """
        #!/bin/sh
        if [ "$1" = --version ]; then echo "eSpeak NG text-to-speech: 1.51  Data at: /x"; exit 0; fi
        echo "$@" > "%1$s/command"
        cat > "%1$s/text"
        %2$s
        """
            .formatted(folder, end));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private LibraryFixture with(Map<String, String> set) {
    return new LibraryFixture(folder, set);
  }

  @Test
  void speaksOtherLanguagesByEspeak() throws IOException {
    String espeak = espeak("cat '" + folder + "/sound.wav'");
    try (LibraryFixture fixture = with(Map.of("espeak", espeak))) {
      SpokenText text = new SpokenText("Grüß Gott; $(id)", false, "alice", "de-DE");

      short[] heard = Waves.samples(fixture.found(text).sound());

      assertThat(Waves.correlation(Waves.sweep(8_000, 500), heard, 8_000)).isGreaterThan(0.95);
      assertThat(Files.readString(folder.resolve("text"))).isEqualTo("Grüß Gott; $(id)");
      assertThat(Files.readString(folder.resolve("command")).strip())
          .isEqualTo("--stdin --stdout -b 1 -v de-de+f3");
      assertThat(fixture.found(text).source()).isEqualTo(Source.HIT);
    }
  }

  @Test
  void givesMarkupToEspeakAsMarkup() throws IOException {
    String espeak = espeak("cat '" + folder + "/sound.wav'");
    try (LibraryFixture fixture = with(Map.of("espeak", espeak))) {
      fixture.found(new SpokenText("a<break time=\"1s\"/>b", true, "man", "fr-FR"));

      assertThat(Files.readString(folder.resolve("text")))
          .isEqualTo("<speak>a<break time=\"1s\"/>b</speak>");
      assertThat(Files.readString(folder.resolve("command"))).contains(" -m");
    }
  }

  @Test
  void saysThatEspeakHasFailed() throws IOException {
    try (LibraryFixture fixture = with(Map.of("espeak", espeak("exit 1")))) {
      MediaFailure failure = fixture.failure(new SpokenText("Hoi", false, "man", "xx-XX"));

      assertThat(failure.code()).isEqualTo(13520);
      assertThat(failure.message()).isEqualTo("espeak-ng has no voice 'xx-xx+m3'");
    }
  }

  @Test
  void killsAnEspeakThatHangs() throws IOException {
    Map<String, String> set = Map.of("espeak", espeak("exec sleep 600"), "longest-fetch", "1");
    try (LibraryFixture fixture = with(set)) {
      assertThat(fixture.failure(new SpokenText("Hoi", false, "man", "nl-NL")).message())
          .isEqualTo("The text takes too long to be spoken");
    }
  }

  @Test
  void takesNothingOfADocumentIntoACommand() throws IOException {
    String espeak = espeak("cat '" + folder + "/sound.wav'");
    try (LibraryFixture fixture = with(Map.of("espeak", espeak))) {
      fixture.found(new SpokenText("Hoi", false, "man", "de --path=/etc"));

      assertThat(Files.readString(folder.resolve("command")).strip()).endsWith("-v und+m3");
    }
  }

  @Test
  void asksASpeechServiceByItsAddressAndObeysItsHeaders() throws IOException {
    Path table = folder.resolve("voices");
    Map<String, String> set = Map.of("allowed-networks", "127.0.0.0/8", "voices", table.toString());
    try (RecordingOrigin service = new RecordingOrigin()) {
      String path = "/say?lang=en-gb&text=Hello%20%26%20goodbye";
      service.serve(
          path,
          200,
          Map.of("Content-Type", "audio/wav", "Cache-Control", "max-age=60"),
          Waves.wav(SWEEP, 16_000, 1));
      Files.writeString(
          table, "Brian|* = http " + service.at("/say") + "?lang={language}&text={text}\n");
      try (LibraryFixture fixture = with(set)) {
        SpokenText text = new SpokenText("Hello & goodbye", false, "Brian", "en-GB");

        assertThat(fixture.found(text).source()).isEqualTo(Source.MISS);
        assertThat(fixture.found(text).source()).isEqualTo(Source.HIT);
        assertThat(service.asked()).extracting(RecordingOrigin.Asked::path).containsExactly(path);

        fixture.clock.move(Duration.ofSeconds(61));
        fixture.found(text);
        assertThat(service.asked()).hasSize(2);
      }
    }
  }

  @Test
  void readsTheTableAgainWhenItHasChanged() throws IOException {
    Path table = folder.resolve("voices");
    Files.writeString(table, "");
    Map<String, String> set = Map.of("allowed-networks", "127.0.0.0/8", "voices", table.toString());
    try (RecordingOrigin service = new RecordingOrigin();
        LibraryFixture fixture = with(set)) {
      service.serve("/one", 200, Map.of(), Waves.wav(SWEEP, 16_000, 1));
      SpokenText text = new SpokenText("Hello", false, "Amy", "en-GB");

      Files.writeString(table, "Amy|* = http " + service.at("/one") + "\n");
      fixture.found(text);
      assertThat(service.asked()).hasSize(1);

      Files.writeString(table, "Amy|* = nothing\n");
      fixture.found(text);
      assertThat(service.asked()).as("a wrong table leaves what was right").hasSize(2);
    }
  }

  @Test
  void tellsNobodyHowAServiceOfTheOperatorIsAsked() throws IOException {
    Path table = folder.resolve("voices");
    Files.writeString(table, "");
    try (LibraryFixture fixture =
        with(Map.of("voices", table.toString(), "allowed-networks", "127.0.0.0/8"))) {
      Files.writeString(
          table, "Brian|* = http " + fixture.origin.at("/say?key=s3cret") + "&text={text}");

      MediaFailure failure = fixture.failure(new SpokenText("Hi", false, "Brian", "en-US"));

      assertThat(failure.code()).isEqualTo(11217);
      assertThat(failure.exchange()).isEmpty();
      assertThat(failure.message()).doesNotContain("s3cret");
    }
  }
}
