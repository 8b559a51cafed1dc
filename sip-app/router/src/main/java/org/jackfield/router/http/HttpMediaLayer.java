package org.jackfield.router.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.router.http.NearCache.Near;
import org.jspecify.annotations.Nullable;

/**
 * Asks the media layer over HTTP, at an address that may be another host's (D8). Connections are
 * kept, a sound that several want at once is asked for once, and what was heard lately is at hand
 * as long as its answer allows. Entered by any thread, never waits.
 */
public final class HttpMediaLayer implements MediaLayer, AutoCloseable {

  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d{1,9})");
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int UNREACHABLE = 11205;
  private static final int LATE = 11203;

  private final HttpClient client;
  private final URI base;
  private final NearCache near;
  private final Clock clock;
  private final Duration longest;
  private final Map<String, Sound> growing = new ConcurrentHashMap<>();

  /**
   * With a media layer.
   *
   * @param base where its addresses begin, e.g. {@code http://127.0.0.1:8080}
   * @param nearBytes what may be kept at hand
   * @param longest until the last byte of a sound
   */
  public HttpMediaLayer(URI base, long nearBytes, Duration longest, Clock clock) {
    this.base = base;
    this.near = new NearCache(nearBytes);
    this.longest = longest;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
  }

  /**
   * As the server's properties say: {@code jackfield.media.base} and {@code
   * jackfield.media.near-bytes}; by default this server and 32 MiB.
   */
  public static HttpMediaLayer configured() {
    String base = System.getProperty("jackfield.media.base", "");
    int port = 8080 + Integer.getInteger("jboss.socket.binding.port-offset", 0);
    return new HttpMediaLayer(
        URI.create(base.isEmpty() ? "http://127.0.0.1:" + port : base),
        Long.getLong("jackfield.media.near-bytes", 32L * 1_024 * 1_024),
        Duration.ofMinutes(3),
        Clock.systemUTC());
  }

  @Override
  public Sound fetch(MediaRequest request, SoundFormat format, Asker asker) {
    MediaAddress address = MediaAddress.of(request, format);
    String name = asker.accountSid() + address.text();
    Optional<Near> kept = near.find(name);
    if (kept.isPresent() && kept.get().isFresh(clock.instant())) {
      return kept.get().sound();
    }
    Sound mine = new Sound(format);
    Sound other = growing.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    Fetch fetch = new Fetch(name, mine, asker, kept);
    CompletableFuture<?> done =
        address.isByDigest() && request instanceof SpokenText spoken
            ? fetch.tell(address, spoken)
            : fetch.ask(address);
    done.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((ignored, failure) -> {
          if (failure != null) {
            fetch.end(failure);
          }
          growing.remove(name, mine);
        });
    return mine;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** One sound on its way. */
  private final class Fetch {

    private final String name;
    private final Sound sound;
    private final Asker asker;
    private final Optional<Near> kept;
    private final SoundBody body;

    Fetch(String name, Sound sound, Asker asker, Optional<Near> kept) {
      this.name = name;
      this.sound = sound;
      this.asker = asker;
      this.kept = kept;
      this.body = new SoundBody(sound);
    }

    /** Tells a text that is too long for an address, then asks where the answer says (P2.4). */
    CompletableFuture<?> tell(MediaAddress address, SpokenText spoken) {
      String form =
          (spoken.markup() ? "ssml=" : "text=")
              + encoded(spoken.text())
              + "&voice="
              + encoded(spoken.voice())
              + "&language="
              + encoded(spoken.language());
      HttpRequest post =
          request(MediaAddress.ROOT + address.kind() + '.' + address.format().suffix())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      return client
          .sendAsync(post, HttpResponse.BodyHandlers.ofString())
          .thenCompose(answer -> {
            if (answer.statusCode() == 303) {
              return ask(address).thenApply(same -> true);
            }
            body.fail(failure(answer.headers(), answer.body(), answer.statusCode()));
            return CompletableFuture.completedFuture(false);
          });
    }

    CompletableFuture<?> ask(MediaAddress address) {
      HttpRequest.Builder get = request(address.text());
      kept.ifPresent(old -> get.header("If-None-Match", old.tag()));
      return client
          .sendAsync(
              get.build(),
              head ->
                  head.statusCode() == 200
                      ? BodySubscribers.mapping(BodySubscribers.fromSubscriber(body), same -> "")
                      : BodySubscribers.ofString(StandardCharsets.UTF_8))
          .thenAccept(this::took);
    }

    void end(Throwable failure) {
      Throwable cause =
          failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      boolean late =
          cause instanceof java.util.concurrent.TimeoutException
              || cause instanceof java.net.http.HttpTimeoutException;
      body.fail(
          late
              ? new MediaFailure(LATE, "The media layer has not answered in time")
              : new MediaFailure(
                  UNREACHABLE, "The media layer cannot be reached: " + cause.getMessage()));
    }

    private void took(HttpResponse<String> answer) {
      Instant now = clock.instant();
      switch (answer.statusCode()) {
        case 200 -> {
          if (!answer.headers().firstValue("Cache-Control").orElse("").contains("no-store")) {
            keep(answer.headers(), sound, now);
          }
        }
        case 304 -> {
          Sound same = kept.map(Near::sound).orElse(sound);
          body.takeAll(same);
          keep(answer.headers(), same, now);
        }
        default -> body.fail(failure(answer.headers(), answer.body(), answer.statusCode()));
      }
    }

    private void keep(HttpHeaders headers, Sound whole, Instant now) {
      headers
          .firstValue("ETag")
          .ifPresent(tag -> near.keep(name, whole, tag, now, freshness(headers)));
    }

    private HttpRequest.Builder request(String address) {
      String separator = address.indexOf('?') < 0 ? "?" : "&";
      return HttpRequest.newBuilder(
              base.resolve(address + separator + "account=" + encoded(asker.accountSid())))
          .timeout(longest)
          .header("X-Jackfield-Call", asker.callSid());
    }
  }

  private static Duration freshness(HttpHeaders headers) {
    Matcher maxAge = MAX_AGE.matcher(headers.firstValue("Cache-Control").orElse(""));
    if (!maxAge.find()) {
      return Duration.ZERO;
    }
    long age = headers.firstValueAsLong("Age").orElse(0);
    return Duration.ofSeconds(Math.max(0, Long.parseLong(maxAge.group(1)) - age));
  }

  private static MediaFailure failure(HttpHeaders headers, @Nullable String body, int status) {
    int code = (int) headers.firstValueAsLong("X-Jackfield-Error").orElse(UNREACHABLE);
    Matcher message = MESSAGE.matcher(body == null ? "" : body);
    return new MediaFailure(
        code,
        message.find()
            ? message.group(1).replace("\\\"", "\"").replace("\\\\", "\\")
            : "The media layer answered with status " + status);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
