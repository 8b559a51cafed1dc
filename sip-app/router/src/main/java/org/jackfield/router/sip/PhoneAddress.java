package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.TelURL;
import jakarta.servlet.sip.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a party is named towards applications: a number as E.164, anything else as a SIP address. */
final class PhoneAddress {

  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9().-]*");

  private static final Pattern NETWORK = Pattern.compile("[0-9.]+|\\[.*|.*:.*");

  private PhoneAddress() {}

  /** The party of a From or To header. */
  static String of(Address address) {
    return of(address.getURI());
  }

  static String of(URI uri) {
    if (uri instanceof TelURL tel) {
      return plain((tel.isGlobal() ? "+" : "") + tel.getPhoneNumber());
    }
    if (uri instanceof SipURI sip) {
      String user = user(sip);
      return NUMBER.matcher(user).matches() ? plain(user) : named(user, sip.getHost());
    }
    return uri.toString();
  }

  /** A user of a domain. */
  static String of(String user, String domain) {
    return NUMBER.matcher(user).matches() ? plain(user) : named(user, domain);
  }

  /** The user part as it was dialled, for a directory of numbers. */
  static String dialled(URI uri) {
    if (uri instanceof SipURI sip) {
      return plain(user(sip));
    }
    return of(uri);
  }

  /** {@code @domain}, for a directory of SIP domains; an address of the network is none. */
  static Optional<String> domain(URI uri) {
    return uri instanceof SipURI sip && !NETWORK.matcher(sip.getHost()).matches()
        ? Optional.of('@' + sip.getHost().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** The user part of a SIP address for a party as applications name it, empty if it has none. */
  static String user(String party) {
    String user =
        party.matches("sips?:.*")
            ? party.replaceFirst("^sips?:", "").replaceFirst("@.*$", "").split("[;?]", 2)[0]
            : party.replaceFirst("^client:", "");
    return user.replaceAll("[^A-Za-z0-9+_.!~*'()-]", "_");
  }

  /** Without the parameters of a number (RFC 3261 section 19.1.6), such as {@code verstat}. */
  private static String user(SipURI sip) {
    return sip.getUser() == null ? "" : sip.getUser().split(";", 2)[0];
  }

  private static String named(String user, String host) {
    return user.isEmpty() ? "sip:" + host : "sip:" + user + "@" + host;
  }

  private static String plain(String number) {
    return NUMBER.matcher(number).matches() ? number.replaceAll("[().-]", "") : number;
  }
}
