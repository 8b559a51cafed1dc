package org.jackfield.router.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jackfield.network.AllowedNetworks;

/**
 * Finds where hosts are, and refuses those that may not be asked (D12, D21). Looking up a name
 * holds the thread that does it, however virtual, so that a few threads of its own do it: calls
 * whose name server is dead cost no others. Any thread.
 */
final class Hosts implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int WAITING = 256;

  // RFC 6943 section 3.1.1: some read these numbers as octal, and others do not
  private static final Pattern OCTAL = Pattern.compile("^([0-9]+\\.)*0[0-9]+(\\.[0-9]+)*$");

  private static final Pattern NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|.*:.*");

  private final WebSettings settings;
  private final Lookup names;
  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("host-names-", 0).factory());

  Hosts(WebSettings settings, Lookup names) {
    this.settings = settings;
    this.names = names;
    threads.allowCoreThreadTimeOut(true);
  }

  /** A directory of names, such as the platform's. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A host that this server does not turn to. */
  static final class NotAllowed extends IOException {
    private static final long serialVersionUID = 1;

    NotAllowed(String message) {
      super(message);
    }
  }

  /**
   * The address to connect to.
   *
   * @param turn counts attempts: each goes to the next of several addresses
   * @param patience for finding it
   * @throws IOException if there is none in time, or none that may be asked
   */
  InetAddress find(URI address, int turn, Duration patience)
      throws IOException, InterruptedException {
    String host = address.getHost().replaceAll("[\\[\\]]", "");
    if (OCTAL.matcher(host).find()) {
      throw new UnknownHostException(host);
    }
    InetAddress[] found = addresses(host, patience);
    if (!isOperatorsOwn(address)) {
      AllowedNetworks allowed = settings.allowed();
      for (InetAddress one : found) {
        if (!allowed.allows(one)) {
          throw new NotAllowed(
              Attempt.shown(address)
                  + " is in a private network, and not among jackfield.allowed-networks");
        }
      }
    }
    return found[turn % found.length];
  }

  private boolean isOperatorsOwn(URI address) {
    return settings
        .demo()
        .filter(demo ->
            demo.getHost().equalsIgnoreCase(address.getHost())
                && demo.getScheme().equalsIgnoreCase(address.getScheme())
                && demo.getPort() == address.getPort())
        .isPresent();
  }

  private InetAddress[] addresses(String host, Duration patience)
      throws IOException, InterruptedException {
    if (NUMBERS.matcher(host).matches()) {
      // Nobody is asked for it
      return names.addresses(host);
    }
    CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
    CompletableFuture<InetAddress[]> other = running.putIfAbsent(host, mine);
    if (other == null) {
      begin(host, mine);
    }
    try {
      return (other == null ? mine : other).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RejectedExecutionException
          ? new HttpConnectTimeoutException("Too many names are looked up")
          : new UnknownHostException(host);
    } catch (TimeoutException late) {
      throw new HttpConnectTimeoutException("No name server told in time where " + host + " is");
    }
  }

  private void begin(String host, CompletableFuture<InetAddress[]> found) {
    try {
      threads.execute(() -> {
        try {
          found.complete(names.addresses(host));
        } catch (UnknownHostException | RuntimeException unknown) {
          found.completeExceptionally(unknown);
        } finally {
          running.remove(host, found);
        }
      });
    } catch (RejectedExecutionException tooMany) {
      running.remove(host, found);
      found.completeExceptionally(tooMany);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
