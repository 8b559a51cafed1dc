package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of the server, as a test writes them: host, or host and port. */
public final class Interfaces {
  private Interfaces() {}

  /** JSR 289 section 14.2: by what address this session sends. */
  public static void choose(SipSession session, String address) {
    if (address.contains(":")) {
      session.setOutboundInterface(socket(address));
    } else {
      session.setOutboundInterface(host(address));
    }
  }

  /** Host and port. */
  public static InetSocketAddress socket(String address) {
    String[] parts = address.split(":", 2);
    return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
  }

  private static InetAddress host(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " is no address", e);
    }
  }
}
