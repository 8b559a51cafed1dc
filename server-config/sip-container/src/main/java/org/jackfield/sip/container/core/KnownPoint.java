package org.jackfield.sip.container.core;

import gov.nist.javax.sip.ListeningPointExt;
import java.util.List;
import java.util.stream.Stream;
import javax.sip.SipProvider;
import org.mobicents.servlet.sip.SipConnector;
import org.mobicents.servlet.sip.core.ExtendedListeningPoint;

/**
 * A connector as the servlet core knows it: an IPv6 address also as it stands in headers. Without
 * the brackets the core takes answers that came over IPv6 for those of somebody else.
 */
final class KnownPoint extends ExtendedListeningPoint {
  KnownPoint(SipProvider provider, ListeningPointExt point, SipConnector connector) {
    super(provider, point, connector);
  }

  @Override
  public List<String> getIpAddresses() {
    return super.getIpAddresses().stream()
        .flatMap(address ->
            address.contains(":") && !address.startsWith("[")
                ? Stream.of(address, "[" + address + "]")
                : Stream.of(address))
        .toList();
  }
}
