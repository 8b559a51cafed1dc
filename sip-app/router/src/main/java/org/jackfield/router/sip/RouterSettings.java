package org.jackfield.router.sip;

import java.util.Optional;
import org.jackfield.network.AllowedNetworks;
import org.jackfield.network.OwnAddress;
import org.jackfield.setting.WholeNumbers;
import org.jackfield.trunk.TrunkGate.Callers;

/**
 * What an operator sets for the router, by system property.
 *
 * @param domain {@code jackfield.domain}: the host in the From of calls that we place; the address
 *     by which others reach the server unless set
 * @param gateway {@code jackfield.gateway}: where numbers are called, e.g. {@code
 *     sip:10.0.0.9:5060}; without it only SIP addresses can be
 * @param node the server's name, for checkpoints
 * @param trusted {@code jackfield.sip.trusted-networks}: peers whose word on who calls counts (RFC
 *     3325)
 * @param sessionTimer {@code jackfield.sip.session-expires}, 1800, and {@code
 *     jackfield.sip.min-se}, 90: how often a call must be refreshed (RFC 4028)
 * @param mostOfAccount {@code jackfield.calls-per-account}, 5000: calls of one account that are
 *     alive on this node at once
 * @param callers {@code jackfield.sip.callers}: who may call numbers, {@code anyone} or {@code
 *     trunks}; anyone, unless it is set, as long as no trunk says who may
 */
record RouterSettings(
    String domain,
    Optional<String> gateway,
    String node,
    AllowedNetworks trusted,
    SessionTimer.Interval sessionTimer,
    int mostOfAccount,
    Callers callers) {

  /** From the system's properties. */
  static RouterSettings ofSystem() {
    WholeNumbers numbers = WholeNumbers.ofSystem();
    return new RouterSettings(
        System.getProperty("jackfield.domain", OwnAddress.seen(System::getProperty)),
        Optional.ofNullable(System.getProperty("jackfield.gateway")).filter(g -> !g.isBlank()),
        System.getProperty("jboss.node.name", "node"),
        AllowedNetworks.parse(System.getProperty("jackfield.sip.trusted-networks", "")),
        new SessionTimer.Interval(
            numbers.intOf("jackfield.sip.session-expires", 1_800, 1),
            numbers.intOf("jackfield.sip.min-se", 90, 1)),
        numbers.intOf("jackfield.calls-per-account", 5_000, 1),
        Callers.of(System.getProperty("jackfield.sip.callers", "")));
  }
}
