package org.jackfield.network;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where this server is, as {@code -b} ({@code jboss.bind.address}) says. Any thread. */
public final class OwnAddress {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int HTTP = 8_080;

  private OwnAddress() {}

  /** The host by which the server reaches itself, as it stands in an address. */
  public static String here(UnaryOperator<@Nullable String> property) {
    String bound = bound(property);
    return isAny(bound) ? LOOPBACK : written(bound);
  }

  /** The host by which others may reach it, as it stands in an address. */
  public static String seen(UnaryOperator<@Nullable String> property) {
    String bound = bound(property);
    return isAny(bound) ? reachable().getHostAddress() : written(bound);
  }

  /**
   * Whether a host is a name or address of this server: {@code jackfield.domain}, what it is bound
   * to, and the name of its machine. No customer may have such a name for his own.
   */
  public static boolean isOwn(String host, UnaryOperator<@Nullable String> property) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return names(property).contains(name.toLowerCase(Locale.ROOT));
  }

  /** Those names and addresses, in lower case; asks the machine for its interfaces. */
  public static Set<String> names(UnaryOperator<@Nullable String> property) {
    return Stream.of(
            "localhost",
            property.apply("jackfield.domain"),
            property.apply("jboss.qualified.host.name"),
            property.apply("jboss.host.name"),
            here(property),
            seen(property))
        .flatMap(Stream::ofNullable)
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Its port for HTTP. */
  public static int httpPort(UnaryOperator<@Nullable String> property) {
    return number(property.apply("jboss.http.port"), HTTP)
        + number(property.apply("jboss.socket.binding.port-offset"), 0);
  }

  /** The first address of this host that leads out of it; loopback where none does. */
  public static InetAddress reachable() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OwnAddress::leadsOut)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .findFirst()
          .orElse(InetAddress.getLoopbackAddress());
    } catch (SocketException unreadable) {
      throw new UncheckedIOException("The interfaces of this host cannot be read", unreadable);
    }
  }

  private static boolean leadsOut(NetworkInterface one) {
    try {
      return one.isUp() && !one.isLoopback();
    } catch (SocketException gone) {
      return false;
    }
  }

  private static String bound(UnaryOperator<@Nullable String> property) {
    String bound = property.apply("jboss.bind.address");
    return bound == null || bound.isBlank() ? LOOPBACK : bound.strip().replaceAll("[\\[\\]]", "");
  }

  private static boolean isAny(String bound) {
    try {
      return isNumeric(bound) && InetAddress.getByName(bound).isAnyLocalAddress();
    } catch (UnknownHostException malformed) {
      return false;
    }
  }

  private static boolean isNumeric(String host) {
    return host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  }

  private static String written(String host) {
    try {
      return host.indexOf(':') >= 0 && InetAddress.getByName(host) instanceof Inet6Address
          ? "[" + host + "]"
          : host;
    } catch (UnknownHostException malformed) {
      return host;
    }
  }

  private static int number(@Nullable String text, int otherwise) {
    return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
  }
}
