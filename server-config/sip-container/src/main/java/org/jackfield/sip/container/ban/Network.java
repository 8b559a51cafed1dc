package org.jackfield.sip.container.ban;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits.
 *
 * @param address one of them
 * @param bits how many
 */
public record Network(InetAddress address, int bits) {
  private static final Pattern NUMERIC =
      Pattern.compile("[0-9.]+|[\\p{XDigit}:.]*:[\\p{XDigit}:.]*");

  public Network {
    if (bits < 0 || bits > address.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "A network of " + address.getHostAddress() + " cannot have " + bits + " bits");
    }
  }

  /**
   * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException saying what would have been right
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    try {
      if (!NUMERIC.matcher(host).matches()
          || (!host.contains(":") && host.split("\\.").length != 4)) {
        throw new NumberFormatException(host);
      }
      InetAddress address = InetAddress.getByName(host);
      int all = address.getAddress().length * 8;
      return new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "A network is written like 192.0.2.0/24 or 2001:db8::/32, not '" + text + "'", e);
    }
  }

  /** Whether this address is one of them. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - bits + bit) & 0xff;
      if (((mine[bit / 8] ^ its[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
