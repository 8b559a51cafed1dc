package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A deployment descriptor among the tests' resources. */
public final class DescriptorFile {
  private DescriptorFile() {}

  /** By its name in {@code src/test/resources/descriptors}. */
  public static String read(String name) {
    try (InputStream in = DescriptorFile.class.getResourceAsStream("/descriptors/" + name)) {
      if (in == null) {
        throw new AssertionError("There is no descriptor " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
