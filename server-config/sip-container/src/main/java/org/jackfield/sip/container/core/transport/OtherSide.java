package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy with several addresses must know within a dialog: by which of them the other side is
 * reached. Each side's Record-Route carries it, and comes back as a Route; so nothing is kept, and
 * nothing is lost with a session.
 */
final class OtherSide {
  static final String PARAMETER = "x-side";

  private OtherSide() {}

  /** Notes in a Record-Route for who is reached by one connector that the other side is there. */
  static void note(SipUri route, Connector here, @Nullable Connector there) throws ParseException {
    if (there == null || isBeside(here, there)) {
      route.removeParameter(PARAMETER);
    } else {
      route.setParameter(PARAMETER, token(there));
    }
  }

  private static boolean isBeside(Connector one, Connector other) {
    return one.getPort() == other.getPort() && one.getIpAddress().equals(other.getIpAddress());
  }

  /** A name may hold anything, and is nobody's business outside. */
  private static String token(Connector connector) {
    return Integer.toHexString(connector.name().hashCode());
  }

  /** By which connector a request came whose copy goes on now. */
  static @Nullable Connector before(SIPRequest request, JainStack stack) {
    boolean first = true;
    for (Iterator<Via> all = request.getViaHeaders().iterator(); all.hasNext(); first = false) {
      Via via = all.next();
      // those of our own applications that it has passed are on top
      if (!first && !stack.isUs(via.getHost(), via.getPort()) && via.getBranch() != null) {
        SIPTransaction asked =
            stack.findTransaction(via.getBranch().toLowerCase(Locale.ROOT), true);
        return asked != null && asked.getMessageChannel() instanceof PeerChannel from
            ? from.connector()
            : null;
      }
    }
    return null;
  }

  /** The connector that a route of ours names; of several transports at one address, any. */
  static @Nullable Connector named(AddressParametersHeader route, JainStack stack) {
    return route.getAddress().getURI() instanceof SipUri uri
        ? stack.connectors().stream()
            .filter(each -> each.isUs(OwnNames.bare(uri.getHost()), uri.getPort()))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** By which connector a request within a dialog goes on, where it has come by a route of ours. */
  static @Nullable Departure of(SIPRequest request, JainStack stack) {
    RouteList routes = request.getRouteHeaders();
    if (request.getToTag() == null
        || routes == null
        || routes.isEmpty()
        || stack.connectors().size() < 2
        || !(routes.getFirst() instanceof Route top)) {
      return null;
    }
    Connector here = named(top, stack);
    if (here == null || !(top.getAddress().getURI() instanceof SipUri uri)) {
      return null;
    }
    String token = uri.getParameter(PARAMETER);
    Connector there =
        stack.connectors().stream()
            .filter(each -> token(each).equals(token))
            .findFirst()
            .orElse(here);
    String callId = request.getCallId().getCallId();
    return new Departure(callId, there.getIpAddress().getHostAddress(), there.getPort());
  }
}
