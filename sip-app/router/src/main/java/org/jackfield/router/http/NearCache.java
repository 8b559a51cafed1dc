package org.jackfield.router.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.Sound;

/**
 * Sounds near to the calls, up to so many bytes, as long as the answer that brought them says (RFC
 * 9111). Entered by any thread.
 */
final class NearCache {

  private static final int OVERHEAD = 512;

  private final long most;
  private final Map<String, Near> sounds = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  NearCache(long most) {
    this.most = most;
  }

  /**
   * A sound that is all there.
   *
   * @param freshUntil when it has to be asked for again, with its tag
   */
  record Near(Sound sound, String tag, Instant freshUntil) {

    boolean isFresh(Instant now) {
      return now.isBefore(freshUntil);
    }
  }

  synchronized Optional<Near> find(String address) {
    return Optional.ofNullable(sounds.get(address));
  }

  synchronized void keep(String address, Sound sound, String tag, Instant now, Duration fresh) {
    remove(address);
    if (weight(sound) > most / 4) {
      return;
    }
    sounds.put(address, new Near(sound, tag, now.plus(fresh)));
    bytes += weight(sound);
    while (bytes > most) {
      remove(sounds.keySet().iterator().next());
    }
  }

  synchronized void remove(String address) {
    Near old = sounds.remove(address);
    if (old != null) {
      bytes -= weight(old.sound());
    }
  }

  private static long weight(Sound sound) {
    return (long) sound.length() + OVERHEAD;
  }
}
