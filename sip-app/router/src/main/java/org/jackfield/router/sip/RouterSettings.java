package org.jackfield.router.sip;

import java.util.Optional;

/**
 * What an operator sets for the router, by system property.
 *
 * @param domain {@code jackfield.domain}: the host in the From of calls that we place; the server's
 *     own address unless set
 * @param gateway {@code jackfield.gateway}: where numbers are called, e.g. {@code
 *     sip:10.0.0.9:5060}; without it only SIP addresses can be
 * @param node the server's name, for checkpoints
 */
public record RouterSettings(String domain, Optional<String> gateway, String node) {

  /** From the system's properties. */
  public static RouterSettings ofSystem() {
    return new RouterSettings(
        System.getProperty(
            "jackfield.domain", System.getProperty("jboss.bind.address", "127.0.0.1")),
        Optional.ofNullable(System.getProperty("jackfield.gateway")).filter(g -> !g.isBlank()),
        System.getProperty("jboss.node.name", "node"));
  }
}
