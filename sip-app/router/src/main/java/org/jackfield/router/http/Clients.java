package org.jackfield.router.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * HTTP clients by the time that connecting may take, since the platform's has one for all requests.
 * Their connections are kept and shared by all calls; cookies and logins are not theirs. Any
 * thread.
 */
final class Clients implements AutoCloseable {

  // Each has a thread of its own: an address cannot make us start any number of them
  private static final int MOST = 8;

  private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();

  Clients() {
    clients.put(ConnectionOverrides.NONE.connect(), client(ConnectionOverrides.NONE.connect()));
  }

  HttpClient connectingWithin(Duration time) {
    HttpClient client = clients.get(time);
    if (client != null) {
      return client;
    }
    Duration known = clients.size() < MOST ? time : ConnectionOverrides.NONE.connect();
    return clients.computeIfAbsent(known, Clients::client);
  }

  private static HttpClient client(Duration time) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(time)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
  }
}
