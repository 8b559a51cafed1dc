package org.jackfield.router.http;

import java.net.URI;
import java.net.URLDecoder;
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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.media.FailureText;
import org.jackfield.media.LayerSecret;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer;
import org.jackfield.media.MediaProperty;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.network.OwnAddress;
import org.jackfield.network.PlatformClient;
import org.jackfield.router.http.NearCache.Near;
import org.jackfield.setting.WholeNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Asks the media layer over HTTP, at an address that may be another host's (D8). Connections are
 * kept, a sound that several want at once is asked for once, and what was heard lately is at hand
 * as long as its answer allows. Entered by any thread, never waits.
 */
public final class HttpMediaLayer implements MediaLayer, AutoCloseable {

  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d{1,9})");
  private static final long NEAR = 32L * 1_024 * 1_024;
  private static final int UNREACHABLE = 11205;
  private static final int LATE = 11203;

  /** What the media layer says of an account, see {@link Editions}. */
  private static final String EDITION = "X-Jackfield-Edition";

  /** Why a sound is an old one: the number of the failure, and its message encoded as in a form. */
  private static final String STALE = "X-Jackfield-Stale";

  static {
    PlatformClient.prepare();
  }

  private final HttpClient client;
  private final URI base;
  private final LayerSecret secret;
  private final NearCache near;
  private final Editions editions = new Editions();
  private final Clock clock;
  private final Duration longest;
  private final Map<String, Sound> growing = new ConcurrentHashMap<>();

  /**
   * With a media layer.
   *
   * @param base where its addresses begin, e.g. {@code http://127.0.0.1:8080}
   * @param secret by which it knows us
   * @param nearBytes what may be kept at hand
   * @param longest until the last byte of a sound
   */
  public HttpMediaLayer(
      URI base, LayerSecret secret, long nearBytes, Duration longest, Clock clock) {
    this.base = base;
    this.secret = secret;
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
   * As the operator has set it: {@code jackfield.media.base}, {@code jackfield.media.near-bytes}
   * and {@code jackfield.media.secret}; by default this server and 32 MiB.
   */
  public static HttpMediaLayer configured() {
    return new HttpMediaLayer(
        base(MediaProperty::ofSystem),
        LayerSecret.ofSystem(),
        new WholeNumbers(MediaProperty::ofSystem).longOf("jackfield.media.near-bytes", NEAR, 0),
        Duration.ofMinutes(3),
        Clock.systemUTC());
  }

  static URI base(UnaryOperator<@Nullable String> property) {
    String set = property.apply("jackfield.media.base");
    return URI.create(
        set == null || set.isBlank()
            ? "http://" + OwnAddress.here(property) + ":" + OwnAddress.httpPort(property)
            : set.strip());
  }

  @Override
  public Sound fetch(MediaRequest request, SoundFormat format, Asker asker) {
    MediaAddress address = MediaAddress.of(request, format);
    String name = asker.accountSid() + address.text();
    Optional<Near> fresh = fresh(name, asker);
    if (fresh.isPresent()) {
      return fresh.get().sound();
    }
    Sound mine = new Sound(format);
    Sound other = growing.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    // another asker's sound may have come to its end, and near, between the two looks
    fresh = fresh(name, asker);
    if (fresh.isPresent()) {
      // somebody may have found mine meanwhile, and must not wait for it for ever
      new SoundBody(mine).takeAll(fresh.get().sound());
      growing.remove(name, mine);
      return mine;
    }
    Fetch fetch = new Fetch(name, mine, asker, near.find(name));
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

  private Optional<Near> fresh(String name, Asker asker) {
    Instant now = clock.instant();
    return near.find(name)
        .filter(kept ->
            kept.isFresh(now) && editions.isCurrent(asker.accountSid(), kept.edition(), now));
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

    /** What is kept is as old as the question at least (RFC 9111 section 4.2.3). */
    private final Instant asked = clock.instant();

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
          request("POST", MediaAddress.ROOT + address.kind() + '.' + address.format().suffix())
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
      HttpRequest.Builder get = request("GET", address.text());
      kept.ifPresent(old -> get.header("If-None-Match", old.tag()));
      return client.sendAsync(get.build(), this::reader).thenAccept(this::took);
    }

    private HttpResponse.BodySubscriber<String> reader(HttpResponse.ResponseInfo head) {
      if (head.statusCode() != 200) {
        return BodySubscribers.ofString(StandardCharsets.UTF_8);
      }
      head.headers().firstValue(STALE).flatMap(HttpMediaLayer::reason).ifPresent(sound::remark);
      return BodySubscribers.mapping(BodySubscribers.fromSubscriber(body), same -> "");
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
      answer
          .headers()
          .firstValue(EDITION)
          .ifPresent(said -> editions.heard(asker.accountSid(), said, asked));
      switch (answer.statusCode()) {
        case 200 -> {
          if (!answer.headers().firstValue("Cache-Control").orElse("").contains("no-store")) {
            keep(answer.headers(), sound);
          }
        }
        case 304 -> {
          Sound same = kept.map(Near::sound).orElse(sound);
          body.takeAll(same);
          keep(answer.headers(), same);
        }
        default -> body.fail(failure(answer.headers(), answer.body(), answer.statusCode()));
      }
    }

    private void keep(HttpHeaders headers, Sound whole) {
      headers
          .firstValue("ETag")
          .ifPresent(tag ->
              near.keep(
                  name,
                  new Near(
                      whole,
                      tag,
                      asked.plus(freshness(headers)),
                      headers.firstValue(EDITION).orElse(""))));
    }

    private HttpRequest.Builder request(String method, String address) {
      String separator = address.indexOf('?') < 0 ? "?" : "&";
      URI whole = base.resolve(address + separator + "account=" + encoded(asker.accountSid()));
      String target = whole.getRawPath() + '?' + whole.getRawQuery();
      return HttpRequest.newBuilder(whole)
          .timeout(longest)
          .header(LayerSecret.HEADER, secret.sign(method, target, Instant.now()))
          .header("X-Jackfield-Call", asker.callSid());
    }
  }

  private static Optional<MediaFailure> reason(String stale) {
    return stale.matches("[0-9]{5} .*")
        ? Optional.of(
            new MediaFailure(
                Integer.parseInt(stale.substring(0, 5)),
                URLDecoder.decode(stale.substring(6), StandardCharsets.UTF_8)))
        : Optional.empty();
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
    return FailureText.read(
        body == null ? "" : body, code, "The media layer answered with status " + status);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
