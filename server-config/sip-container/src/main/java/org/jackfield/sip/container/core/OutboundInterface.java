package org.jackfield.sip.container.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.mobicents.servlet.sip.core.MobicentsExtendedListeningPoint;
import org.mobicents.servlet.sip.core.SipNetworkInterfaceManager;

/**
 * An address of ours by which an application wants to send, JSR 289 section 14.2. The core's own
 * choice knows no address alone, none behind NAT and none of a proxy.
 *
 * @param port 0 for any
 */
record OutboundInterface(String host, int port) {
  static OutboundInterface of(InetAddress address, SipNetworkInterfaceManager known) {
    return new OutboundInterface(address.getHostAddress(), 0).among(known);
  }

  static OutboundInterface of(InetSocketAddress address, SipNetworkInterfaceManager known) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    return new OutboundInterface(host, address.getPort()).among(known);
  }

  private OutboundInterface among(SipNetworkInterfaceManager known) {
    for (Iterator<MobicentsExtendedListeningPoint> all = known.getExtendedListeningPoints();
        all.hasNext(); ) {
      if (all.next() instanceof KnownPoint point && isAt(point)) {
        return this;
      }
    }
    throw new IllegalArgumentException(
        "No connector is at "
            + host
            + (port == 0 ? "" : ":" + port)
            + ": choose one of those in"
            + " the attribute jakarta.servlet.sip.outboundInterfaces");
  }

  private boolean isAt(KnownPoint point) {
    return (point.getIpAddresses().contains(host) && isAt(point.getListeningPoint().getPort()))
        || (host.equals(point.getGlobalIpAddress()) && isAt(point.getGlobalPort()));
  }

  private boolean isAt(int other) {
    return port == 0 || port == other;
  }
}
