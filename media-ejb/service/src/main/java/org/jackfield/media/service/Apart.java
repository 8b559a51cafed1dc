package org.jackfield.media.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaKey;

/**
 * What could not be shared when it was made last: who asks for it now need not wait for others
 * first. Entered by any thread.
 */
final class Apart {

  private static final int MOST = 10_000;

  private final Map<MediaKey, Use> unshared =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MediaKey, Use> eldest) {
          return size() > MOST;
        }
      };

  /** How it could be used last, for everybody if that is not known. */
  synchronized Use last(MediaAddress address) {
    return unshared.getOrDefault(address.key(), Use.SHARED);
  }

  /** It has been made, for whom its origin says. */
  synchronized void learn(MediaAddress address, Use use) {
    if (use == Use.SHARED) {
      unshared.remove(address.key());
    } else {
      unshared.put(address.key(), use);
    }
  }
}
