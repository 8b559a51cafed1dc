package org.jackfield.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a server has open, as the kernel counts it.
 *
 * @param threads platform threads
 * @param datagramSockets for SIP and for the sound of calls
 * @param ownFiles below its base folder
 */
public record OpenThings(long threads, long datagramSockets, long ownFiles) {

  /** Counts. */
  public static OpenThings of(TestServer server) {
    Path process = Path.of("/proc", Long.toString(server.pid()));
    List<String> targets = list(process.resolve("fd")).stream().map(OpenThings::target).toList();
    Set<String> datagrams = new HashSet<>();
    for (String table : List.of("net/udp", "net/udp6")) {
      for (String line : lines(process.resolve(table))) {
        String[] cells = line.strip().split("\\s+", -1);
        datagrams.add("socket:[" + cells[9] + "]");
      }
    }
    String base = server.data().getParent() + "/";
    return new OpenThings(
        list(process.resolve("task")).size(),
        targets.stream().filter(datagrams::contains).count(),
        targets.stream().filter(target -> target.startsWith(base)).count());
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path table) {
    try (Stream<String> all = Files.lines(table)) {
      return all.skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
