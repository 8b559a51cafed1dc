package org.jackfield.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All modules of this tree that hold Java, found by their folders, so that none is forgotten. */
public final class OurModules implements LocationProvider {

  private static final Path HOME =
      Path.of(
          Objects.requireNonNull(
              System.getProperty("jackfield.home"), "-Djackfield.home is the root of the tree"));

  /** Written as anybody else's project, to be copied: it keeps no rules of ours. */
  private static final Path EXAMPLE = Path.of("server-config", "example");

  @Override
  public Set<Location> get(Class<?> testClass) {
    return all().stream().map(OurModules::built).map(Location::of).collect(Collectors.toSet());
  }

  static Path home() {
    return HOME;
  }

  /** The folders that hold a {@code src/main/java}. */
  static List<Path> all() {
    List<Path> modules = new ArrayList<>();
    try {
      Files.walkFileTree(HOME, new Collector(modules));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return modules;
  }

  /** The Java sources of all modules, tests too. */
  static List<Path> sources() {
    return all().stream().flatMap(module -> javaFiles(module.resolve("src"))).toList();
  }

  static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path built(Path module) {
    Path classes = module.resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(
          HOME.relativize(module) + " is not built yet: run the build from the root of the tree");
    }
    return classes;
  }

  /** Leaves aside the classes of others that a module unpacks beside its own. */
  static final class WrittenHere implements ImportOption {

    private static final Pattern OURS = Pattern.compile(".*/(org/jackfield|gov/nist)/.*\\.class");

    @Override
    public boolean includes(Location location) {
      return location.matches(OURS);
    }
  }

  private static final class Collector extends SimpleFileVisitor<Path> {

    private final List<Path> modules;

    Collector(List<Path> modules) {
      this.modules = modules;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = folder.getFileName().toString();
      if (name.equals("target") || name.equals("src") || name.startsWith(".")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (folder.endsWith(EXAMPLE)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (Files.isDirectory(folder.resolve("src/main/java"))) {
        modules.add(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
