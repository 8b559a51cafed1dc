package org.jackfield.media.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
 * @param voices a table of voices that goes before the built-in one
 * @param espeak a name or path of espeak-ng, used where it starts
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
    Optional<Path> voices,
    String espeak,
    Path folder,
    Path recordings,
    String publicBase) {

  /** From properties such as {@code jackfield.media.allowed-networks}. */
  static MediaSettings read(UnaryOperator<@Nullable String> property) {
    Reader reader = new Reader(property);
    return new MediaSettings(
        AllowedNetworks.parse(reader.text("allowed-networks", "")),
        reader.number("longest-file", 40L * 1_024 * 1_024),
        reader.seconds("longest-sound", Duration.ofMinutes(60)),
        reader.seconds("longest-fetch", Duration.ofSeconds(60)),
        reader.seconds("connect-timeout", Duration.ofSeconds(5)),
        (int) reader.number("most-redirects", 5),
        (int) reader.number("places", Math.max(8, 4L * Runtime.getRuntime().availableProcessors())),
        reader.seconds("patience", Duration.ofSeconds(30)),
        reader.seconds("stale-if-error", Duration.ofDays(1)),
        reader.seconds("speech-lifetime", Duration.ofHours(1)),
        Optional.of(reader.text("voices", "")).filter(path -> !path.isEmpty()).map(Path::of),
        reader.text("espeak", "espeak-ng"),
        Path.of(reader.text("folder", defaultFolder(property))),
        RecordingFiles.folderOf(property),
        PublicBase.of(property));
  }

  /** From the system's properties, or else variables such as {@code JACKFIELD_MEDIA_PLACES}. */
  static @Nullable String ofSystem(String name) {
    String property = System.getProperty(name);
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return property != null ? property : System.getenv(variable);
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
      String value = text(name, "");
      try {
        return value.isEmpty() ? otherwise : Long.parseLong(value);
      } catch (NumberFormatException wrong) {
        throw new IllegalArgumentException(
            "jackfield.media." + name + " is a number, not '" + value + "'", wrong);
      }
    }

    Duration seconds(String name, Duration otherwise) {
      return Duration.ofSeconds(number(name, otherwise.toSeconds()));
    }
  }
}
