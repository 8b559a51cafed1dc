package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.CacheDirectives;
import org.jackfield.media.Freshness;
import org.jackfield.media.MediaFailure.Exchange;

/**
 * Fetches somebody else's files over HTTP, within limits of time, size and redirects, and from
 * nowhere that the operator has not allowed. Entered by any thread; whoever asks waits.
 */
final class Origin implements AutoCloseable {

  private static final String ACCEPT = "audio/*, application/ogg;q=0.9, */*;q=0.1";
  private static final String AGENT = "Jackfield-Media/1.0";

  private final HttpClient client;
  private final MediaSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final OriginHosts hosts;

  Origin(MediaSettings settings, Clock clock, ScheduledExecutorService timer) {
    this(settings, clock, timer, InetAddress::getAllByName);
  }

  Origin(
      MediaSettings settings,
      Clock clock,
      ScheduledExecutorService timer,
      OriginHosts.Lookup names) {
    this.hosts = new OriginHosts(settings.allowedNetworks(), names);
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** What an origin answers. */
  sealed interface Answer {
    Map<String, String> validators();
  }

  /** The file, which whoever gets it deletes. */
  record Fetched(
      Path file,
      String contentType,
      Freshness freshness,
      Map<String, String> validators,
      Map<String, String> varied,
      Exchange exchange)
      implements Answer {}

  /** It is still the one that is known. */
  record Unchanged(CacheDirectives directives, Instant at, Duration staleIfError)
      implements Answer {

    @Override
    public Map<String, String> validators() {
      return directives.validators();
    }

    /** How long what is kept may be used from now on. */
    Freshness renewing(Freshness kept) {
      return directives.renewing(kept, at, staleIfError);
    }
  }

  /** What a service answers. */
  record Reply(byte[] body, String contentType) {}

  /** The headers that are sent, by lower-case names: what an answer may vary with. */
  static Map<String, String> sentHeaders() {
    return Map.of("accept", ACCEPT, "user-agent", AGENT);
  }

  /**
   * Fetches a file.
   *
   * @param known the validators of a copy that is at hand, empty without one
   * @throws Unmade with what was asked and answered last
   */
  Answer fetch(URI address, Map<String, String> known, Path folder) throws Unmade {
    Instant deadline = Instant.now().plus(settings.longestFetch());
    URI at = address;
    for (int redirects = 0; redirects <= settings.mostRedirects(); redirects++) {
      HttpResponse<InputStream> response = sent(at, known, deadline);
      Optional<URI> further = redirect(at, response);
      if (further.isEmpty()) {
        return answer(at, response, deadline, folder);
      }
      discard(response);
      at = OriginAddress.withCredentialsOf(at, further.get());
    }
    throw new Unmade(
            Unmade.REDIRECTS,
            OriginAddress.shown(address)
                + " redirects more than "
                + settings.mostRedirects()
                + " times")
        .after(OriginExchange.unanswered(OriginAddress.withoutCredentials(at)));
  }

  private HttpResponse<InputStream> sent(URI at, Map<String, String> known, Instant deadline)
      throws Unmade {
    try {
      return get(at, known, deadline);
    } catch (Unmade unanswered) {
      throw unanswered.after(OriginExchange.unanswered(OriginAddress.withoutCredentials(at)));
    }
  }

  /**
   * Sends a file to a service and takes what that answers.
   *
   * @param most bytes of the answer
   */
  Reply post(URI at, String contentType, Path file, int most) throws Unmade {
    Instant deadline = Instant.now().plus(settings.longestFetch());
    HttpRequest.Builder request;
    try {
      request =
          request(at, deadline)
              .header("Accept", "text/plain, application/json;q=0.9")
              .header("Content-Type", contentType)
              .POST(HttpRequest.BodyPublishers.ofFile(file));
    } catch (java.io.FileNotFoundException gone) {
      throw new Unmade(Unmade.INTERNAL, "What was to be sent is gone");
    }
    HttpResponse<InputStream> response = send(at, request.build(), deadline);
    ScheduledFuture<?> limit =
        timer.schedule(() -> discard(response), left(deadline).toMillis(), TimeUnit.MILLISECONDS);
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(most + 1);
      if (response.statusCode() != 200) {
        throw new Unmade(
            Unmade.STATUS,
            OriginAddress.shown(at) + " answered with status " + response.statusCode());
      }
      if (bytes.length > most) {
        throw new Unmade(
            Unmade.BROKEN, OriginAddress.shown(at) + " answered more than " + most + " bytes");
      }
      return new Reply(bytes, response.headers().firstValue("Content-Type").orElse(""));
    } catch (IOException broken) {
      throw new Unmade(
          Unmade.BROKEN, OriginAddress.shown(at) + " broke off: " + broken.getMessage());
    } finally {
      limit.cancel(false);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest.Builder request(URI at, Instant deadline) throws Unmade {
    try {
      HttpRequest.Builder request =
          hosts.request(at).timeout(left(deadline)).header("User-Agent", AGENT);
      OriginAddress.authorization(at).ifPresent(it -> request.header("Authorization", it));
      return request;
    } catch (UnknownHostException unknown) {
      throw Unmade.unknown(at);
    }
  }

  private HttpResponse<InputStream> get(URI at, Map<String, String> known, Instant deadline)
      throws Unmade {
    HttpRequest.Builder request = request(at, deadline).header("Accept", ACCEPT);
    if (known.containsKey("ETag")) {
      request.header("If-None-Match", known.getOrDefault("ETag", ""));
    }
    if (known.containsKey("Last-Modified")) {
      request.header("If-Modified-Since", known.getOrDefault("Last-Modified", ""));
    }
    return send(at, request.build(), deadline);
  }

  private HttpResponse<InputStream> send(URI at, HttpRequest request, Instant deadline)
      throws Unmade {
    var sent = client.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> response =
          sent.get(left(deadline).toMillis() + 1_000, TimeUnit.MILLISECONDS);
      look(at, response);
      return response;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw Unmade.onTheWay(at, cause == null ? failed : cause);
    } catch (java.util.concurrent.TimeoutException | CancellationException late) {
      sent.cancel(true);
      throw new Unmade(Unmade.TOO_SLOW, OriginAddress.shown(at) + " did not answer in time", true);
    } catch (InterruptedException stopped) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unmade(Unmade.INTERNAL, "The media layer is being stopped");
    }
  }

  private void look(URI at, HttpResponse<InputStream> response) throws Unmade {
    try {
      hosts.checkAgain(at);
    } catch (UnknownHostException unknown) {
      discard(response);
      throw Unmade.unknown(at);
    } catch (Unmade refused) {
      discard(response);
      throw refused;
    }
  }

  private Answer answer(URI at, HttpResponse<InputStream> response, Instant deadline, Path folder)
      throws Unmade {
    Instant now = clock.instant();
    CacheDirectives directives = new CacheDirectives(response.headers()::allValues);
    int status = response.statusCode();
    if (status == 304) {
      discard(response);
      return new Unchanged(directives, now, settings.staleIfError());
    }
    if (status != 200) {
      Exchange exchange = readInTime(at, response, deadline);
      // RFC 5861 section 4: these four are what a kept answer may stand in for
      boolean originFailed = status == 500 || status == 502 || status == 503 || status == 504;
      throw new Unmade(
              Unmade.STATUS,
              OriginAddress.shown(at) + " answered with status " + status,
              originFailed)
          .after(exchange);
    }
    Exchange exchange = OriginExchange.unread(OriginAddress.withoutCredentials(at), response);
    Map<String, String> varied = new HashMap<>();
    directives.varied().forEach(name -> varied.put(name, sentHeaders().getOrDefault(name, "")));
    return new Fetched(
        saved(at, response, deadline, folder, exchange),
        response.headers().firstValue("Content-Type").orElse(""),
        directives.freshness(now, Duration.ZERO, settings.staleIfError()),
        directives.validators(),
        varied,
        exchange);
  }

  private Exchange readInTime(URI at, HttpResponse<InputStream> response, Instant deadline) {
    ScheduledFuture<?> limit =
        timer.schedule(() -> discard(response), left(deadline).toMillis(), TimeUnit.MILLISECONDS);
    try {
      return OriginExchange.read(OriginAddress.withoutCredentials(at), response);
    } finally {
      limit.cancel(false);
      discard(response);
    }
  }

  private Path saved(
      URI at, HttpResponse<InputStream> response, Instant deadline, Path folder, Exchange exchange)
      throws Unmade {
    try {
      return save(at, response, deadline, folder);
    } catch (Unmade broken) {
      throw broken.after(exchange);
    }
  }

  private Path save(URI at, HttpResponse<InputStream> response, Instant deadline, Path folder)
      throws Unmade {
    if (response.headers().firstValueAsLong("Content-Length").orElse(0) > settings.longestFile()) {
      discard(response);
      throw tooLarge(at);
    }
    InputStream body = response.body();
    // A server that sends a byte now and then would hold us for ever: closing ends the read
    ScheduledFuture<?> limit =
        timer.schedule(() -> discard(response), left(deadline).toMillis(), TimeUnit.MILLISECONDS);
    Path file = null;
    boolean saved = false;
    try (body) {
      file = Files.createTempFile(folder, "fetched-", ".media");
      copy(at, body, file);
      saved = true;
      return file;
    } catch (IOException broken) {
      if (Instant.now().isBefore(deadline)) {
        throw new Unmade(
            Unmade.BROKEN, OriginAddress.shown(at) + " broke off: " + broken.getMessage(), true);
      }
      throw new Unmade(Unmade.TOO_SLOW, OriginAddress.shown(at) + " was not sent in time", true);
    } finally {
      limit.cancel(false);
      if (file != null && !saved) {
        TemporaryFiles.delete(file);
      }
    }
  }

  private void copy(URI at, InputStream body, Path file) throws IOException, Unmade {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[32 * 1_024];
      long total = 0;
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        total += count;
        if (total > settings.longestFile()) {
          throw tooLarge(at);
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private Unmade tooLarge(URI at) {
    return new Unmade(
        Unmade.NO_SOUND,
        OriginAddress.shown(at) + " is larger than " + settings.longestFile() + " bytes");
  }

  private static Optional<URI> redirect(URI at, HttpResponse<?> response) throws Unmade {
    int status = response.statusCode();
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          at.resolve(URI.create(response.headers().firstValue("Location").orElseThrow())));
    } catch (IllegalArgumentException | java.util.NoSuchElementException wrong) {
      throw new Unmade(Unmade.REDIRECTS, OriginAddress.shown(at) + " redirects to no address")
          .after(OriginExchange.unread(OriginAddress.withoutCredentials(at), response));
    }
  }

  private static Duration left(Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline);
    return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
  }

  private static void discard(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException alreadyGone) {
      System.getLogger(Origin.class.getName())
          .log(System.Logger.Level.DEBUG, "An answer had ended by itself", alreadyGone);
    }
  }
}
