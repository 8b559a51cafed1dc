package org.jackfield.router.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.application.Answer;
import org.jackfield.network.PinnedAddress;
import org.jackfield.network.PlatformClient;

/**
 * Sends requests to hosts that may be asked, and waits for their answers within the limits of their
 * addresses. Any thread.
 */
final class Wire implements AutoCloseable {

  // The client's limit for the headers counts from the same moment and says more
  private static final long BODY_MARGIN = Duration.ofMillis(50).toNanos();

  static {
    // Before the first client
    PlatformClient.prepare();
  }

  private final Clients clients = new Clients();
  private final Hosts hosts;

  Wire(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * Sends a request and waits.
   *
   * @param request without its address
   * @param turn counts the attempts
   * @param deadline as {@link System#nanoTime}
   */
  Reply send(
      HttpRequest.Builder request,
      URI target,
      ConnectionOverrides overrides,
      int turn,
      long deadline)
      throws IOException, TimeoutException, InterruptedException {
    InetAddress at = hosts.find(target, turn, shorter(overrides.connect(), left(deadline)));
    PinnedAddress.into(request, target, at);
    request.timeout(shorter(overrides.read(), left(deadline)));
    AtomicLong heard = new AtomicLong(System.nanoTime());
    CompletableFuture<HttpResponse<byte[]>> answer =
        clients
            .connectingWithin(overrides.connect())
            .sendAsync(
                request.build(),
                // Sound is the media layer's to read, not ours
                info ->
                    new CappedBody(
                        Reply.isSound(info.headers()) ? 0 : Answer.MAX_BYTES + 1, heard));
    try {
      return Reply.of(await(answer, heard, overrides.read(), deadline));
    } finally {
      answer.cancel(true);
    }
  }

  /** The client's own limit ends with the headers: a body that stops coming is ours to give up. */
  private static HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, AtomicLong heard, Duration gap, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    while (true) {
      long until = Math.min(deadline, heard.get() + gap.toNanos() + BODY_MARGIN);
      try {
        return answer.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        long now = System.nanoTime();
        if (now >= deadline || now >= heard.get() + gap.toNanos() + BODY_MARGIN) {
          throw late;
        }
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof IOException network
            ? network
            : new IOException("The request could not be sent", failed.getCause());
      }
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    clients.close();
    hosts.close();
  }
}
