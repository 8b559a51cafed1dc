package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.TelURL;
import jakarta.servlet.sip.URI;
import java.util.regex.Pattern;

/** How a party is named towards applications: a number as E.164, anything else as a SIP address. */
final class PhoneAddress {

  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9().-]*");

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
      String user = sip.getUser() == null ? "" : sip.getUser();
      return NUMBER.matcher(user).matches() ? plain(user) : named(user, sip.getHost());
    }
    return uri.toString();
  }

  /** The user part as it was dialled, for a directory of numbers. */
  static String dialled(URI uri) {
    if (uri instanceof SipURI sip) {
      return sip.getUser() == null ? "" : plain(sip.getUser());
    }
    return of(uri);
  }

  /** {@code user@domain}, for a directory of SIP addresses. */
  static String full(URI uri) {
    return uri instanceof SipURI sip ? sip.getUser() + "@" + sip.getHost() : of(uri);
  }

  private static String named(String user, String host) {
    return user.isEmpty() ? "sip:" + host : "sip:" + user + "@" + host;
  }

  private static String plain(String number) {
    return NUMBER.matcher(number).matches() ? number.replaceAll("[().-]", "") : number;
  }
}
