package org.jackfield.media.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.network.AllowedNetworks;
import org.jackfield.network.PlatformClient;
import org.jackfield.setting.WholeNumbers;
import org.jspecify.annotations.Nullable;

/**
 * What the operator may set of the media layer.
 *
 * @param allowedNetworks private networks that files may be fetched from
 * @param longestFile bytes of a fetched file
 * @param longestSound of whatever is made
 * @param longestFetch from the request until the last byte
 * @param connectTimeout until a connection stands
 * @param mostRedirects followed for one file
 * @param places makings at once
 * @param patience how long a making waits for a place, and an asker for the first sound
 * @param staleIfError how long past its life a file may be used while its origin fails, where the
 *     origin says nothing
 * @param speechLifetime how long others may keep spoken text without asking again
 * @param mostKept bytes of all sounds that are kept, in memory and files
 * @param mostInMemory bytes of all sounds that are being made, half of which one may have
 * @param voices a table of voices that goes before the built-in one
 * @param espeak a name or path of espeak-ng, used where it starts
 * @param transcription where speech is made into text, with {@code {language}} in its place
 * @param folder where files in passing are
 * @param recordings where recordings are
 * @param publicBase what the addresses that are handed out begin with
 */
record MediaSettings(
    AllowedNetworks allowedNetworks,
    long longestFile,
    Duration longestSound,
    Duration longestFetch,
    Duration connectTimeout,
    int mostRedirects,
    int places,
    Duration patience,
    Duration staleIfError,
    Duration speechLifetime,
    long mostKept,
    long mostInMemory,
    Optional<Path> voices,
    String espeak,
    Optional<String> transcription,
    Path folder,
    Path recordings,
    String publicBase) {

  /** From properties such as {@code jackfield.media.longest-file}. */
  static MediaSettings read(UnaryOperator<@Nullable String> property) {
    // Before the first HTTP client of the application, which reads it once
    PlatformClient.prepare();
    Reader reader = new Reader(property);
    return new MediaSettings(
        AllowedNetworks.parse(reader.text("allowed-networks", allowedEverywhere(property))),
        reader.number("longest-file", 40L * 1_024 * 1_024),
        reader.seconds("longest-sound", Duration.ofMinutes(60)),
        reader.seconds("longest-fetch", Duration.ofSeconds(60)),
        reader.seconds("connect-timeout", Duration.ofSeconds(5)),
        reader.count("most-redirects", 5, 0),
        reader.count("places", Math.max(16, 8 * Runtime.getRuntime().availableProcessors()), 1),
        reader.seconds("patience", Duration.ofSeconds(30)),
        reader.seconds("stale-if-error", Duration.ofDays(1)),
        reader.seconds("speech-lifetime", Duration.ofHours(1)),
        reader.number("cache.bytes", 10L * 1_024 * 1_024 * 1_024),
        reader.number("making-bytes", Runtime.getRuntime().maxMemory() / 4),
        Optional.of(reader.text("voices", "")).filter(path -> !path.isEmpty()).map(Path::of),
        reader.text("espeak", "espeak-ng"),
        Optional.of(reader.text("transcription", "")).filter(address -> !address.isEmpty()),
        Path.of(reader.text("folder", defaultFolder(property))),
        RecordingFiles.folderOf(property),
        PublicBase.of(property));
  }

  // One word for applications and files (D21); that of the media layer goes before it
  private static String allowedEverywhere(UnaryOperator<@Nullable String> property) {
    String networks = property.apply("jackfield.allowed-networks");
    return networks == null ? "" : networks;
  }

  private static String defaultFolder(UnaryOperator<@Nullable String> property) {
    String data = property.apply("jboss.server.data.dir");
    return (data == null ? System.getProperty("java.io.tmpdir") : data) + "/jackfield";
  }

  private record Reader(UnaryOperator<@Nullable String> property) {

    String text(String name, String otherwise) {
      String value = property.apply("jackfield.media." + name);
      return value == null ? otherwise : value.strip();
    }

    long number(String name, long otherwise) {
      return new WholeNumbers(property).longOf("jackfield.media." + name, otherwise, 0);
    }

    int count(String name, int otherwise, int least) {
      return new WholeNumbers(property).intOf("jackfield.media." + name, otherwise, least);
    }

    Duration seconds(String name, Duration otherwise) {
      return Duration.ofSeconds(count(name, (int) otherwise.toSeconds(), 0));
    }
  }
}
