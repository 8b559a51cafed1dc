package org.jackfield.router.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Sid;
import org.jackfield.media.CacheDirectives;
import org.jackfield.media.Freshness;
import org.jackfield.media.Freshness.Use;

/**
 * Documents that applications allow to be used again (P1.19, RFC 9111), apart for each account and
 * up to so many bytes. The address with its query is the key, unless the answer itself says that
 * the query does not matter. Any thread.
 */
final class DocumentCache {

  private static final int OVERHEAD = 1_024;

  /** What we send of these is always the same, so that an answer may vary with them. */
  private static final Set<String> ALWAYS_THE_SAME =
      Set.of("accept", "accept-encoding", "user-agent");

  private final long most;
  private final Map<String, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** Keeps so many bytes, of one account a quarter at most. */
  DocumentCache(long most) {
    this.most = most;
  }

  /**
   * A document that is at hand.
   *
   * @param shared whether it may be used for who sends a cookie or a login
   */
  record Kept(Reply reply, Freshness freshness, Map<String, String> validators, boolean shared) {

    boolean isFresh(Instant now) {
      return freshness.isFresh(now);
    }
  }

  /** Those of one account; the one that was not asked for the longest comes first. */
  private static final class Shelf {
    final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    long bytes;
  }

  /**
   * What is at hand for an address.
   *
   * @param personal whether the request has a cookie or a login: only what is public serves it
   */
  synchronized Optional<Kept> find(Sid account, URI address, boolean personal) {
    Shelf shelf = shelves.get(account.value());
    if (shelf == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(shelf.kept.get(address.toString()))
        .or(() -> Optional.ofNullable(shelf.kept.get(withoutQuery(address) + "?*")))
        .filter(kept -> kept.shared() || !personal);
  }

  /** Keeps an answer with status 200 to a GET, if it allows that. */
  synchronized void take(Sid account, URI address, Reply reply, boolean personal, Instant now) {
    CacheDirectives directives = new CacheDirectives(reply.headers()::allValues);
    String key = keyOf(address, reply);
    Freshness freshness = directives.freshness(now, Duration.ZERO, Duration.ZERO);
    boolean shared = says(reply, "Cache-Control", "public");
    boolean useful = freshness.isFresh(now) || !directives.validators().isEmpty();
    boolean allowed =
        freshness.use() == Use.SHARED
            && reply.headers().allValues("Set-Cookie").isEmpty()
            && ALWAYS_THE_SAME.containsAll(directives.varied())
            && !says(reply, "Vary", "*")
            && (shared || !personal);
    remove(account, key);
    if (useful && allowed) {
      put(account, key, new Kept(reply, freshness, directives.validators(), shared));
    }
  }

  /** The application says that what is at hand is still right (RFC 9111 section 4.3.4). */
  synchronized Reply refresh(Sid account, URI address, Kept kept, Reply unchanged, Instant now) {
    Reply updated = kept.reply().updatedBy(unchanged);
    CacheDirectives directives = new CacheDirectives(updated.headers()::allValues);
    Freshness freshness = directives.freshness(now, Duration.ZERO, Duration.ZERO);
    String key = keyOf(address, kept.reply());
    remove(account, key);
    if (freshness.use() == Use.SHARED) {
      put(account, key, new Kept(updated, freshness, directives.validators(), kept.shared()));
    }
    return updated;
  }

  /** Something was sent there that may have changed it (RFC 9111 section 4.4). */
  synchronized void forget(Sid account, URI address) {
    remove(account, address.toString());
    remove(account, withoutQuery(address) + "?*");
  }

  private void put(Sid account, String key, Kept kept) {
    if (weight(key, kept) > most / 4) {
      return;
    }
    Shelf shelf = shelves.computeIfAbsent(account.value(), sid -> new Shelf());
    shelf.kept.put(key, kept);
    shelf.bytes += weight(key, kept);
    bytes += weight(key, kept);
    while (shelf.bytes > most / 4) {
      removeEldest(account.value(), shelf);
    }
    while (bytes > most) {
      Map.Entry<String, Shelf> eldest = shelves.entrySet().iterator().next();
      removeEldest(eldest.getKey(), eldest.getValue());
    }
  }

  private void removeEldest(String account, Shelf shelf) {
    remove(new Sid(account), shelf.kept.keySet().iterator().next());
  }

  private void remove(Sid account, String key) {
    Shelf shelf = shelves.get(account.value());
    Kept old = shelf == null ? null : shelf.kept.remove(key);
    if (shelf != null && old != null) {
      shelf.bytes -= weight(key, old);
      bytes -= weight(key, old);
      if (shelf.kept.isEmpty()) {
        shelves.remove(account.value());
      }
    }
  }

  // No-Vary-Search (draft-ietf-httpbis-no-vary-search): the whole query, or else all of it counts
  private static String keyOf(URI address, Reply reply) {
    List<String> members = members(reply, "No-Vary-Search");
    boolean all = members.contains("params") || members.contains("params=?1");
    boolean some = members.stream().anyMatch(member -> member.startsWith("except"));
    return all && !some ? withoutQuery(address) + "?*" : address.toString();
  }

  private static boolean says(Reply reply, String header, String word) {
    return members(reply, header).contains(word);
  }

  private static List<String> members(Reply reply, String header) {
    return reply.headers().allValues(header).stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(member -> member.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String withoutQuery(URI address) {
    String text = address.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  private static long weight(String key, Kept kept) {
    return OVERHEAD + 2L * key.length() + kept.reply().body().length;
  }
}
