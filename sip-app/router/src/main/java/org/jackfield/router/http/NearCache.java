package org.jackfield.router.http;

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
   * @param edition what the media layer said of the account when it came
   */
  record Near(Sound sound, String tag, Instant freshUntil, String edition) {

    boolean isFresh(Instant now) {
      return now.isBefore(freshUntil);
    }
  }

  synchronized Optional<Near> find(String address) {
    return Optional.ofNullable(sounds.get(address));
  }

  synchronized void keep(String address, Near near) {
    remove(address);
    if (weight(near.sound()) > most / 4) {
      return;
    }
    sounds.put(address, near);
    bytes += weight(near.sound());
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
