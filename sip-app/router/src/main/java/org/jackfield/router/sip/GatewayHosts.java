package org.jackfield.router.sip;

import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.URI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The hosts by which numbers are called, by their names and by the addresses that these have:
 * whatever port and transport an address has, the host is what calls are paid for at. Any thread.
 */
final class GatewayHosts {

  private static final Logger LOG = System.getLogger(GatewayHosts.class.getName());
  private static final int MOST_LEARNT = 64;

  private final Names names;
  private final Map<String, Set<String>> hosts = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> learnt = new ConcurrentHashMap<>();

  /** Says which addresses a name has. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String name) throws UnknownHostException;
  }

  /** With the names of the DNS. */
  GatewayHosts() {
    this(InetAddress::getAllByName);
  }

  GatewayHosts(Names names) {
    this.names = names;
  }

  /** These hosts somebody has from now on. Asks the DNS. */
  void put(String owner, Set<String> these) {
    Set<String> all = new HashSet<>();
    these.forEach(name -> addTo(all, name));
    hosts.put(owner, Set.copyOf(all));
  }

  /** These hosts somebody new has; his addresses are not known yet. Waits for nobody. */
  void name(String owner, Set<String> these) {
    hosts.putIfAbsent(owner, Set.copyOf(these));
  }

  /** Only these have hosts from now on. */
  void keep(Set<String> owners) {
    hosts.keySet().retainAll(owners);
    learnt.keySet().retainAll(owners);
  }

  /** Somebody of the owner's was heard at an address, which SRV records may have named. */
  void learn(String owner, String address) {
    Set<String> addresses = learnt.computeIfAbsent(owner, it -> ConcurrentHashMap.newKeySet());
    if (addresses.size() < MOST_LEARNT) {
      addresses.add(bracketed(address.toLowerCase(Locale.ROOT)));
    }
  }

  private static String bracketed(String address) {
    return address.contains(":") && !address.startsWith("[") ? '[' + address + ']' : address;
  }

  /** Whether an address is at one of anybody's hosts. */
  boolean hold(URI target) {
    return hosts.keySet().stream().anyMatch(owner -> hold(owner, target));
  }

  /** Whether an address is at one of an owner's hosts. */
  boolean hold(String owner, URI target) {
    if (!(target instanceof SipURI uri)) {
      return false;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return hosts.getOrDefault(owner, Set.of()).contains(host)
        || learnt.getOrDefault(owner, Set.of()).contains(host);
  }

  /** Whether one of these owners has this address. */
  boolean hold(Set<String> owners, InetAddress address) {
    String host = bracketed(address.getHostAddress());
    return owners.stream()
        .flatMap(owner ->
            Stream.of(hosts.getOrDefault(owner, Set.of()), learnt.getOrDefault(owner, Set.of())))
        .anyMatch(all -> all.contains(host));
  }

  /** The host in an address such as {@code sip:10.0.0.9:5060;transport=tcp}. */
  static String host(String address) {
    return address
        .substring(address.indexOf(':') + 1)
        .split(";", 2)[0]
        .replaceFirst("^.*@", "")
        .replaceFirst(":\\d+$", "")
        .toLowerCase(Locale.ROOT);
  }

  private void addTo(Set<String> all, String host) {
    all.add(host);
    try {
      for (InetAddress address : names.of(host)) {
        all.add(
            address instanceof Inet6Address
                ? '[' + address.getHostAddress() + ']'
                : address.getHostAddress());
      }
    } catch (UnknownHostException e) {
      LOG.log(Level.DEBUG, "A gateway has no address by its name alone: {0}", host);
    }
  }
}
