package org.jackfield.account;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jackfield.setting.WholeNumbers;
import org.jackfield.trunk.Routes;

/**
 * The operator's file of trunks, as it was when it was last right. It is looked at again whenever
 * somebody asks, at most once in an interval. Any thread.
 */
final class TrunkFile {

  private static final Logger LOG = System.getLogger("org.jackfield.trunk");
  private static final long LARGEST = 4 << 20;

  private final Path file;
  private final boolean mustBeThere;
  private final TrunkFileText text;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private Optional<Stamp> seen = Optional.empty();
  private boolean everLooked;
  private long looked;
  private Routes good = Routes.NONE;

  private record Stamp(long modified, long size) {}

  TrunkFile(
      Path file,
      boolean mustBeThere,
      References references,
      Duration interval,
      LongSupplier nanoTime) {
    this.file = file;
    this.mustBeThere = mustBeThere;
    this.text = new TrunkFileText(references::fill);
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /** As the system's properties say: {@code jackfield.trunks.file} and its {@code .interval}. */
  static TrunkFile ofSystem() {
    Optional<String> named = Optional.ofNullable(System.getProperty("jackfield.trunks.file"));
    Path usual =
        Path.of(System.getProperty("jboss.server.config.dir", "."), "jackfield-trunks.json");
    return new TrunkFile(
        named.map(Path::of).orElse(usual),
        named.isPresent(),
        References.ofSystem(),
        Duration.ofMillis(
            WholeNumbers.ofSystem().intOf("jackfield.trunks.file.interval", 5_000, 100)),
        System::nanoTime);
  }

  /** What it says, or said when it was last right. */
  synchronized Routes now() {
    long now = nanoTime.getAsLong();
    if (!everLooked || now - looked >= intervalNanos) {
      look();
      everLooked = true;
      looked = now;
    }
    return good;
  }

  private void look() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Optional<Stamp> stamp = Optional.of(new Stamp(now.lastModifiedTime().toMillis(), now.size()));
      if (!stamp.equals(seen)) {
        seen = stamp;
        read(now.size());
      }
    } catch (IOException missing) {
      if (seen.isPresent() || (mustBeThere && !everLooked)) {
        LOG.log(
            Level.ERROR,
            "The file of trunks {0} is not there; what was read of it before holds",
            file);
        seen = Optional.empty();
      }
    }
  }

  private void read(long size) throws IOException {
    if (size > LARGEST) {
      LOG.log(Level.ERROR, "The file of trunks {0} is larger than 4 MiB and is not read", file);
      return;
    }
    try {
      good = text.read(Files.readString(file, StandardCharsets.UTF_8));
      LOG.log(
          Level.INFO,
          "{0} trunks and {1} routes have been read of {2}",
          good.trunks().size(),
          good.routes().size(),
          file);
    } catch (IllegalArgumentException wrong) {
      LOG.log(
          Level.ERROR,
          "The file of trunks {0} is wrong; what was read of it before holds. {1}",
          file,
          wrong.getMessage());
    }
  }
}
