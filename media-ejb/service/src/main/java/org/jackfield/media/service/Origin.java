package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jackfield.media.Freshness;

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

  Origin(MediaSettings settings, Clock clock, ScheduledExecutorService timer) {
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
    Freshness freshness();

    Map<String, String> validators();
  }

  /** The file, which whoever gets it deletes. */
  record Fetched(
      Path file,
      String contentType,
      Freshness freshness,
      Map<String, String> validators,
      Map<String, String> varied)
      implements Answer {}

  /** It is still the one that is known. */
  record Unchanged(Freshness freshness, Map<String, String> validators) implements Answer {}

  /** The headers that are sent, by lower-case names: what an answer may vary with. */
  static Map<String, String> sentHeaders() {
    return Map.of("accept", ACCEPT, "user-agent", AGENT);
  }

  /**
   * Fetches a file.
   *
   * @param known the validators of a copy that is at hand, empty without one
   */
  Answer fetch(URI address, Map<String, String> known, Path folder) throws Unmade {
    Instant deadline = Instant.now().plus(settings.longestFetch());
    URI at = address;
    for (int redirects = 0; redirects <= settings.mostRedirects(); redirects++) {
      HttpResponse<InputStream> response = send(at, known, deadline);
      Optional<URI> further = redirect(at, response);
      if (further.isPresent()) {
        discard(response);
        at = withCredentialsOf(at, further.get());
        continue;
      }
      return answer(at, response, deadline, folder);
    }
    throw new Unmade(
        Unmade.REDIRECTS,
        shown(address) + " redirects more than " + settings.mostRedirects() + " times");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<InputStream> send(URI at, Map<String, String> known, Instant deadline)
      throws Unmade {
    check(at);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutCredentials(at))
            .timeout(left(deadline))
            .header("Accept", ACCEPT)
            .header("User-Agent", AGENT);
    String credentials = at.getRawUserInfo();
    if (credentials != null) {
      byte[] decoded =
          java.net.URLDecoder.decode(credentials.replace("+", "%2B"), StandardCharsets.UTF_8)
              .getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(decoded));
    }
    if (known.containsKey("ETag")) {
      request.header("If-None-Match", known.getOrDefault("ETag", ""));
    }
    if (known.containsKey("Last-Modified")) {
      request.header("If-Modified-Since", known.getOrDefault("Last-Modified", ""));
    }
    var sent = client.sendAsync(request.build(), BodyHandlers.ofInputStream());
    try {
      return sent.get(left(deadline).toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw unmade(at, cause == null ? failed : cause);
    } catch (java.util.concurrent.TimeoutException | CancellationException late) {
      sent.cancel(true);
      throw new Unmade(Unmade.TOO_SLOW, shown(at) + " did not answer in time", true);
    } catch (InterruptedException stopped) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unmade(Unmade.INTERNAL, "The media layer is being stopped");
    }
  }

  private Answer answer(URI at, HttpResponse<InputStream> response, Instant deadline, Path folder)
      throws Unmade {
    Instant now = clock.instant();
    CacheDirectives directives = new CacheDirectives(response.headers());
    Freshness freshness = directives.freshness(now, Duration.ZERO, settings.staleIfError());
    int status = response.statusCode();
    if (status == 304) {
      discard(response);
      return new Unchanged(freshness, directives.validators());
    }
    if (status != 200) {
      discard(response);
      // RFC 5861 section 4: these four are what a kept answer may stand in for
      boolean originFailed = status == 500 || status == 502 || status == 503 || status == 504;
      throw new Unmade(Unmade.STATUS, shown(at) + " answered with status " + status, originFailed);
    }
    Map<String, String> varied = new HashMap<>();
    directives.varied().forEach(name -> varied.put(name, sentHeaders().getOrDefault(name, "")));
    return new Fetched(
        save(at, response, deadline, folder),
        response.headers().firstValue("Content-Type").orElse(""),
        freshness,
        directives.validators(),
        varied);
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
        throw new Unmade(Unmade.BROKEN, shown(at) + " broke off: " + broken.getMessage(), true);
      }
      throw new Unmade(Unmade.TOO_SLOW, shown(at) + " was not sent in time", true);
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
        Unmade.NO_SOUND, shown(at) + " is larger than " + settings.longestFile() + " bytes");
  }

  private void check(URI at) throws Unmade {
    String scheme = at.getScheme();
    String host = at.getHost();
    boolean isWeb = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!isWeb || host == null) {
      throw new Unmade(Unmade.BAD_ADDRESS, shown(at) + " is no http or https address");
    }
    try {
      // The Java platform keeps what it finds here for 30 s: the client connects to the same
      for (InetAddress address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
        if (!settings.allowedNetworks().allows(address)) {
          throw new Unmade(
              Unmade.BAD_ADDRESS,
              shown(at)
                  + " is in a private network, and not among jackfield.media.allowed-networks");
        }
      }
    } catch (UnknownHostException unknown) {
      throw new Unmade(Unmade.NO_SUCH_HOST, "No host is called " + host, true);
    }
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
      throw new Unmade(Unmade.REDIRECTS, shown(at) + " redirects to no address");
    }
  }

  /** Credentials go to the host that they were given for, and to no other. */
  private static URI withCredentialsOf(URI from, URI to) {
    boolean sameHost =
        from.getRawUserInfo() != null
            && to.getRawUserInfo() == null
            && from.getScheme().equalsIgnoreCase(to.getScheme())
            && from.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
            && from.getPort() == to.getPort();
    return sameHost
        ? URI.create(to.toString().replaceFirst("//", "//" + from.getRawUserInfo() + "@"))
        : to;
  }

  private static URI withoutCredentials(URI address) {
    String plain = address.toString();
    int fragment = plain.indexOf('#');
    plain = fragment < 0 ? plain : plain.substring(0, fragment);
    String credentials = address.getRawUserInfo();
    return URI.create(credentials == null ? plain : plain.replace(credentials + "@", ""));
  }

  /** An address as it may be shown: without a password, and without a query, which may be one. */
  private static String shown(URI address) {
    String plain = withoutCredentials(address).toString();
    int query = plain.indexOf('?');
    return query < 0 ? plain : plain.substring(0, query);
  }

  private static Unmade unmade(URI at, Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException late ->
          new Unmade(Unmade.CONNECT_TIMEOUT, "No connection to " + shown(at) + " in time", true);
      case HttpTimeoutException late ->
          new Unmade(Unmade.TOO_SLOW, shown(at) + " did not answer in time", true);
      case ConnectException refused ->
          new Unmade(Unmade.REFUSED, shown(at) + " takes no connection", true);
      case SSLException unsafe ->
          new Unmade(Unmade.TLS, shown(at) + " fails at TLS: " + unsafe.getMessage(), true);
      default -> new Unmade(Unmade.BROKEN, shown(at) + " broke off: " + cause.getMessage(), true);
    };
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
