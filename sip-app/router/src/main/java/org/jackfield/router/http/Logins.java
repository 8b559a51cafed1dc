package org.jackfield.router.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.call.Sid;

/** Where calls have logged in, for as long as they last. Any thread. */
final class Logins {

  private final Map<Sid, Map<String, Login>> calls = new ConcurrentHashMap<>();

  Optional<Login> at(Sid call, URI address) {
    return Optional.ofNullable(calls.getOrDefault(call, Map.of()).get(server(address)));
  }

  void remember(Sid call, URI address, Login login) {
    calls.computeIfAbsent(call, sid -> new ConcurrentHashMap<>()).put(server(address), login);
  }

  /** Where a call has logged in, those that it begins are logged in as well. */
  void follow(Sid child, Sid parent) {
    Map<String, Login> known = calls.get(parent);
    if (known != null) {
      calls.computeIfAbsent(child, sid -> new ConcurrentHashMap<>()).putAll(known);
    }
  }

  void forget(Sid call) {
    calls.remove(call);
  }

  private static String server(URI address) {
    return address.getScheme() + "://" + address.getHost() + ":" + address.getPort();
  }
}
