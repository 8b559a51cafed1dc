package org.jackfield.sip.container.core.transport;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which connector the requests of a call leave while a thread is at it. The core chooses by
 * transport alone and takes the first.
 *
 * @param host of the connector, as it is bound or as its NAT shows it
 * @param port 0 for any
 */
record Departure(String callId, String host, int port) {
  private static final ThreadLocal<@Nullable Departure> CURRENT = new ThreadLocal<>();

  /** Something that sends. */
  @FunctionalInterface
  interface Sending<E extends Exception> {
    void run() throws E;
  }

  /** Sends what belongs to this call by this connector. */
  <E extends Exception> void during(Sending<E> sending) throws E {
    @Nullable Departure before = CURRENT.get();
    CURRENT.set(this);
    try {
      sending.run();
    } finally {
      CURRENT.set(before);
    }
  }

  /** The connector by which a request leaves that would leave by this one. */
  static Connector of(String callId, Connector usual, Collection<Connector> all) {
    Departure current = CURRENT.get();
    return current != null && current.callId.equals(callId) ? current.among(usual, all) : usual;
  }

  private Connector among(Connector usual, Collection<Connector> all) {
    List<Connector> here = all.stream().filter(each -> isAt(each) && isLike(each, usual)).toList();
    return here.stream()
        .filter(each -> port == 0 ? each == usual : each.isUs(host, port))
        .findFirst()
        .orElse(here.isEmpty() || here.contains(usual) ? usual : here.getFirst());
  }

  private boolean isAt(Connector connector) {
    return connector.isUs(host, connector.getPort()) || (port > 0 && connector.isUs(host, port));
  }

  /** Nobody is reached by another transport or version of IP. */
  private static boolean isLike(Connector one, Connector other) {
    return one.kind() == other.kind()
        && one.getIpAddress().getClass() == other.getIpAddress().getClass();
  }
}
