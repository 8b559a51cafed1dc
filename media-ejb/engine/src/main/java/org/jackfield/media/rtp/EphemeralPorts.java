package org.jackfield.media.rtp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ports that the kernel gives to whoever does not ask for one. A range of ours that has some of
 * them loses them to other programs, one by one.
 */
record EphemeralPorts(int first, int last) {

  private static final Path OF_LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /** What the kernel says; nothing where it is not Linux. */
  static Optional<EphemeralPorts> ofKernel() {
    try {
      return read(Files.readString(OF_LINUX));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  static Optional<EphemeralPorts> read(String text) {
    String[] both = text.strip().split("\\s+", -1);
    if (both.length != 2 || !both[0].matches("\\d{1,5}") || !both[1].matches("\\d{1,5}")) {
      return Optional.empty();
    }
    return Optional.of(new EphemeralPorts(Integer.parseInt(both[0]), Integer.parseInt(both[1])));
  }

  /** Whether a range has some of them. */
  boolean overlap(int from, int to) {
    return from <= last && to >= first;
  }
}
