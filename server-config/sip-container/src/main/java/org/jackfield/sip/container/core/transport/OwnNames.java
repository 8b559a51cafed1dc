package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ims.Path;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import org.jackfield.sip.container.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Where there are several connectors of a transport, the servlet core knows only one of them, and
 * names that; in Record-Route it names none as its NAT shows it. Whom a message goes to must be
 * told the connector that it goes out by: over IPv6 nobody reaches an IPv4 address, and outside a
 * NAT nobody reaches one inside.
 */
final class OwnNames {
  private static final Set<String> DIALOGS =
      Set.of("INVITE", "UPDATE", "SUBSCRIBE", "REFER", "NOTIFY", "ACK");

  private final Connector sender;
  private final JainStack stack;

  private OwnNames(Connector sender, JainStack stack) {
    this.sender = sender;
    this.stack = stack;
  }

  /** Corrects what a message that goes out by this connector says of us. */
  static void correct(SIPMessage message, Connector sender, JainStack stack) {
    if (stack.connectors().size() < 2 && !sender.isSentBySet()) {
      return;
    }
    OwnNames names = new OwnNames(sender, stack);
    try {
      if (message instanceof SIPRequest request) {
        names.correct(request.getTopmostVia());
        List<AddressParametersHeader> routes = routes(request);
        if (!routes.isEmpty()) {
          Connector before = OtherSide.before(request, stack);
          names.correctFirst(routes, route -> before);
        }
        names.correctFirst(list(request.getHeaders(Path.NAME)), route -> null);
      } else if (message instanceof SIPResponse response) {
        names.correctFirst(ownRoutes(response, stack), route -> OtherSide.named(route, stack));
      }
      if (namesUs(message)) {
        names.correct(message.getContactHeaders());
      }
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalStateException("A message cannot name " + sender, e);
    }
  }

  /** Elsewhere Contact holds targets that somebody has chosen; a registration may be our own. */
  private static boolean namesUs(SIPMessage message) {
    String method = message.getCSeq().getMethod();
    boolean refusal = message instanceof SIPResponse response && response.getStatusCode() >= 300;
    boolean registers = message instanceof SIPRequest && method.equals("REGISTER");
    return !refusal && (registers || DIALOGS.contains(method));
  }

  private static List<AddressParametersHeader> routes(SIPMessage message) {
    var routes = message.getRecordRouteHeaders();
    return routes == null ? List.of() : List.copyOf(routes.getHeaderList());
  }

  private static List<AddressParametersHeader> list(Iterator<?> headers) {
    List<AddressParametersHeader> all = new ArrayList<>();
    headers.forEachRemaining(header -> {
      if (header instanceof AddressParametersHeader address) {
        all.add(address);
      }
    });
    return all;
  }

  /**
   * RFC 3261 section 16.7 step 8: what this request had been given when it left us. Below it is
   * what it had come with, above it what those behind us have added, and nobody else's may change.
   */
  private static List<AddressParametersHeader> ownRoutes(SIPResponse response, JainStack stack) {
    List<AddressParametersHeader> routes = routes(response);
    if (routes.isEmpty()) {
      return routes;
    }
    SIPTransaction asked = stack.findTransaction(response, true);
    int before =
        asked != null && asked.getRequest() instanceof SIPRequest request
            ? routes(request).size()
            : 0;
    return routes.subList(0, Math.max(0, routes.size() - before)).reversed();
  }

  /** Those that we have written, one for each application; they are the first. */
  private void correctFirst(
      List<AddressParametersHeader> routes,
      Function<AddressParametersHeader, @Nullable Connector> otherSide)
      throws ParseException {
    for (AddressParametersHeader route : routes) {
      if (!(route.getAddress().getURI() instanceof SipUri uri)
          || !stack.isUs(uri.getHost(), uri.getPort())) {
        return;
      }
      Connector there = otherSide.apply(route);
      correct(route.getAddress());
      OtherSide.note(uri, sender, there);
    }
  }

  private void correct(Via via) throws ParseException, InvalidArgumentException {
    if (isAnother(via.getHost(), via.getPort())) {
      Via ours = sender.getViaHeader();
      via.setHost(ours.getHost());
      via.setPort(ours.getPort());
    }
  }

  private void correct(@Nullable ContactList contacts) throws ParseException {
    if (contacts == null) {
      return;
    }
    for (Contact contact : contacts) {
      if (!contact.isWildCard()) {
        correct(contact.getAddress());
      }
    }
  }

  private void correct(Address address) throws ParseException {
    if (address.getURI() instanceof SipUri uri && isAnother(uri.getHost(), uri.getPort())) {
      Via ours = sender.getViaHeader();
      uri.setHost(ours.getHost());
      uri.setPort(ours.getPort());
      if (sender.kind() == Transport.UDP) {
        uri.removeParameter("transport");
      } else {
        uri.setTransportParam(sender.kind().token());
      }
    }
  }

  private boolean isAnother(String host, int port) {
    // behind NAT the address that is bound is of no use outside
    int number = port > 0 ? port : sender.getDefaultTargetPort();
    return !sender.isAnnouncedAs(bare(host), number) && stack.isUs(host, number);
  }

  static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
