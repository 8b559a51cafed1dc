package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Collection;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import org.jackfield.sip.container.Transport;

/**
 * Where there are several connectors of a transport, the servlet core knows only one of them, and
 * names that. Whom a message goes to must be told the connector that it goes out by: over IPv6
 * nobody reaches an IPv4 address, and outside a NAT nobody reaches one inside.
 */
final class OwnNames {
  private static final Set<String> DIALOGS =
      Set.of("INVITE", "UPDATE", "SUBSCRIBE", "REFER", "NOTIFY", "ACK");

  private OwnNames() {}

  /** Corrects Via and Contact of a message that goes out by this connector. */
  static void correct(SIPMessage message, Connector sender, Collection<Connector> all) {
    if (all.size() < 2) {
      return;
    }
    try {
      if (message instanceof SIPRequest request) {
        correct(request.getTopmostVia(), sender, all);
      }
      if (namesUs(message)) {
        correct(message.getContactHeaders(), sender, all);
      }
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalStateException("A message cannot name " + sender, e);
    }
  }

  /** Elsewhere Contact holds targets that somebody has chosen. */
  private static boolean namesUs(SIPMessage message) {
    boolean refusal = message instanceof SIPResponse response && response.getStatusCode() >= 300;
    return !refusal && DIALOGS.contains(message.getCSeq().getMethod());
  }

  private static void correct(Via via, Connector sender, Collection<Connector> all)
      throws ParseException, InvalidArgumentException {
    if (isAnother(via.getHost(), via.getPort(), sender, all)) {
      Via ours = sender.getViaHeader();
      via.setHost(ours.getHost());
      via.setPort(ours.getPort());
    }
  }

  private static void correct(ContactList contacts, Connector sender, Collection<Connector> all)
      throws ParseException {
    if (contacts == null) {
      return;
    }
    for (Contact contact : contacts) {
      if (!contact.isWildCard()
          && contact.getAddress().getURI() instanceof SipUri uri
          && isAnother(uri.getHost(), uri.getPort(), sender, all)) {
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
  }

  private static boolean isAnother(
      String host, int port, Connector sender, Collection<Connector> all) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int number = port > 0 ? port : sender.getDefaultTargetPort();
    // behind NAT the address that is bound is of no use outside
    return !sender.isAnnouncedAs(bare, number)
        && all.stream().anyMatch(connector -> connector.isUs(bare, number));
  }
}
