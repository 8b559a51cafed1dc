package org.jackfield.sip.container.ban;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Where requests come from, as it is counted: an IPv4 address, or the /64 of an IPv6 address, since
 * who has one of those has them all.
 *
 * @param isSix whether it is IPv6
 * @param bits the address, or the first half of it
 */
public record Source(boolean isSix, long bits) {
  /** What this address is counted under. */
  public static Source of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? new Source(true, ByteBuffer.wrap(bytes).getLong())
        : new Source(false, ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL);
  }

  /** As it is logged and shown: {@code 192.0.2.7}, or {@code 2001:db8:0:1:0:0:0:0/64}. */
  @Override
  public String toString() {
    byte[] bytes =
        isSix
            ? ByteBuffer.allocate(16).putLong(bits).array()
            : ByteBuffer.allocate(4).putInt((int) bits).array();
    try {
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      return isSix ? address + "/64" : address;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has 4 or 16 bytes", e);
    }
  }
}
