package org.jackfield.sip.container.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong answers of the last minute, by user and source, so that passwords cannot be tried out, and
 * yet another phone behind the same address is not shut out. Entered by many threads.
 */
final class Failures {
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();
  private static final int IPV6_SITE = 8;

  private record Offender(String user, String source) {}

  private final int allowed;
  private final InstantSource clock;
  private final Map<Offender, long[]> recent;

  Failures(DigestSettings settings, InstantSource clock) {
    this.allowed = settings.failuresPerMinute();
    this.clock = clock;
    int capacity = settings.offenders();
    this.recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Offender, long[]> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized boolean bars(String user, InetAddress source) {
    long[] times = recent.get(offender(user, source));
    return times != null && times[0] > clock.millis() - WINDOW;
  }

  /** Counts a failure; false if there had been too many before, and this one counts no more. */
  synchronized boolean add(String user, InetAddress source) {
    if (bars(user, source)) {
      return false;
    }
    long[] times = recent.computeIfAbsent(offender(user, source), key -> never());
    System.arraycopy(times, 1, times, 0, allowed - 1);
    times[allowed - 1] = clock.millis();
    return true;
  }

  private long[] never() {
    long[] times = new long[allowed];
    Arrays.fill(times, Long.MIN_VALUE);
    return times;
  }

  // Who has one IPv6 address has the whole /64.
  private static Offender offender(String user, InetAddress source) {
    byte[] address = source.getAddress();
    byte[] site = source instanceof Inet6Address ? Arrays.copyOf(address, IPV6_SITE) : address;
    return new Offender(user, HexFormat.of().formatHex(site));
  }
}
