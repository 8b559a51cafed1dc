package org.jackfield.trunk;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host of a trunk that takes calls.
 *
 * @param host name or address; IPv6 in brackets; in lower case
 * @param port nothing where the host's SRV records are to be asked (RFC 3263)
 * @param priority the lower is tried first (RFC 2782)
 * @param weight among those of one priority, how large its share of the calls is
 */
public record Gateway(
    String host, OptionalInt port, Transport transport, int priority, int weight) {

  /** What a number of RFC 2782 can be at most. */
  public static final int MOST = 65_535;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(\\[[0-9a-f:.]{2,45}]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)(?::(\\d{1,5}))?");

  /** How it is reached. */
  public enum Transport {
    /** By datagrams. */
    UDP,
    /** By a connection. */
    TCP,
    /** By a connection that nobody else can read. */
    TLS
  }

  /** Refuses what cannot be. */
  public Gateway {
    if (priority < 0 || priority > MOST || weight < 0 || weight > MOST) {
      throw new IllegalArgumentException("priority and weight are from 0 to " + MOST);
    }
  }

  /**
   * Reads one.
   *
   * @param address {@code sip.example.com}, {@code 192.0.2.1:5080}, {@code [2001:db8::1]:5060}
   * @param transport in any case; UDP if it is empty
   * @throws IllegalArgumentException that says what would have been right
   */
  public static Gateway of(String address, String transport, int priority, int weight) {
    Matcher parts = ADDRESS.matcher(address.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "address must be a host with or without a port, such as sip.example.com:5060");
    }
    OptionalInt port = OptionalInt.empty();
    if (parts.group(3) != null) {
      port = OptionalInt.of(Integer.parseInt(parts.group(3)));
      if (port.getAsInt() < 1 || port.getAsInt() > MOST) {
        throw new IllegalArgumentException("the port of an address is from 1 to 65535");
      }
    }
    return new Gateway(parts.group(1), port, transport(transport), priority, weight);
  }

  private static Transport transport(String text) {
    return switch (text.strip().toUpperCase(Locale.ROOT)) {
      case "", "UDP" -> Transport.UDP;
      case "TCP" -> Transport.TCP;
      case "TLS" -> Transport.TLS;
      default -> throw new IllegalArgumentException("transport must be UDP, TCP or TLS");
    };
  }

  /** Host and port as they were given. */
  public String address() {
    return port.isPresent() ? host + ":" + port.getAsInt() : host;
  }

  /**
   * The address of somebody there.
   *
   * @param user nobody if it is empty
   */
  public String uri(String user) {
    String who = user.isEmpty() ? "" : user + "@";
    String how = transport == Transport.UDP ? "" : ";transport=" + name().toLowerCase(Locale.ROOT);
    return "sip:" + who + address() + how;
  }

  private String name() {
    return transport.name();
  }
}
