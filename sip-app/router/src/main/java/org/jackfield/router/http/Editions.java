package org.jackfield.router.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the media layer has said last of each account: after an account has forgotten something
 * there, it says something else, and nothing near that came before may be used unasked (P2.27).
 * What was said holds for a second. Entered by any thread.
 */
final class Editions {

  private static final Duration LIFE = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private final Map<String, Said> last =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What was said.
   *
   * @param asked when the question for it was sent: it is as old as that
   */
  private record Said(String edition, Instant asked) {}

  /** Whether what came with an edition may still be used without a question. */
  synchronized boolean isCurrent(String account, String edition, Instant now) {
    Said said = last.get(account);
    return said != null && said.edition().equals(edition) && now.isBefore(said.asked().plus(LIFE));
  }

  /** An answer has said it. */
  synchronized void heard(String account, String edition, Instant asked) {
    Said before = last.get(account);
    if (before == null || !asked.isBefore(before.asked())) {
      last.put(account, new Said(edition, asked));
    }
  }
}
