package org.jackfield.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How many objects of each class a server has that are reachable, after a collection. */
public record LiveObjects(Map<String, Long> byClass) {
  /** Has the server collect its garbage, and counts. */
  public static LiveObjects of(TestServer server) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    ProcessBuilder builder =
        new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), "GC.class_histogram")
            .redirectErrorStream(true);
    try {
      String table =
          new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return read(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LiveObjects read(String table) {
    Map<String, Long> byClass = new HashMap<>();
    for (String line : table.lines().toList()) {
      // rank, number, bytes, class, and of some its module
      String[] cells = line.strip().split("\\s+", -1);
      if (cells.length >= 4 && cells[0].endsWith(":")) {
        byClass.merge(cells[3], Long.parseLong(cells[1]), Long::sum);
      }
    }
    if (!byClass.containsKey("java.lang.String")) {
      throw new AssertionError("The server's objects cannot be counted: " + table);
    }
    return new LiveObjects(byClass);
  }

  /** Of this very class; classes of the same name count together. */
  public long count(String className) {
    return byClass.getOrDefault(className, 0L);
  }
}
