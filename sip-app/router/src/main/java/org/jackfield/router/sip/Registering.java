package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.registration.Ask;
import org.jackfield.registration.Contact;
import org.jackfield.registration.Origin;
import org.jackfield.registration.UserAddress;
import org.jspecify.annotations.Nullable;

/**
 * A REGISTER as it was read.
 *
 * @param ask what it wants
 * @param isDirect whether it comes from the phone itself, by its Via
 * @param offersOutbound whether the phone knows RFC 5626
 * @param unknown what it requires that nobody here knows (RFC 3261 section 8.2.2.3)
 */
record Registering(Ask ask, boolean isDirect, boolean offersOutbound, Set<String> unknown) {

  /** Where the container notes what a phone behind NAT calls itself. */
  private static final String OWN = "x-behind";

  private static final Set<String> KNOWN = Set.of("path", "outbound", "gruu");
  private static final int MOST_CONTACTS = 20;
  private static final int MOST_PROXIES = 10;
  private static final int LONGEST = 1_000;
  private static final int LONGEST_AGENT = 100;

  /**
   * Reads it, in the session's order.
   *
   * @throws ServletParseException if it cannot be read, with what was wrong
   */
  static Registering of(SipServletRequest register, String node) throws ServletParseException {
    boolean all = false;
    List<Contact> contacts = new ArrayList<>();
    for (Iterator<Address> each = register.getAddressHeaders("Contact"); each.hasNext(); ) {
      Address contact = each.next();
      if (contact.isWildcard()) {
        all = true;
      } else {
        contacts.add(contact(contact));
      }
      if (contacts.size() > MOST_CONTACTS) {
        throw new ServletParseException("Too Many Contacts");
      }
    }
    Ask ask =
        new Ask(
            address(register),
            contacts,
            all,
            expires(register.getHeader("Expires")),
            bounded(register.getCallId()),
            cseq(register),
            path(register),
            agent(register),
            origin(register, node),
            "");
    Set<String> required = tokens(register, "Require");
    required.removeAll(KNOWN);
    return new Registering(
        ask,
        values(register, "Via").size() == 1,
        tokens(register, "Supported").contains("outbound"),
        required);
  }

  private static Origin origin(SipServletRequest register, String node) {
    return new Origin(
        Knocks.transport(register),
        register.getInitialRemoteAddr(),
        register.getInitialRemotePort(),
        register.getLocalAddr() + ":" + register.getLocalPort(),
        node);
  }

  /** RFC 3261 section 10.3 step 3: To is the user. */
  private static UserAddress address(SipServletRequest register) throws ServletParseException {
    if (register.getTo().getURI() instanceof SipURI to && to.getUser() != null) {
      return new UserAddress(unescaped(to.getUser()), to.getHost());
    }
    throw new ServletParseException("To Names No User");
  }

  /** A user without escapes (RFC 3261 section 19.1.4). */
  static String unescaped(String user) {
    try {
      return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEscape) {
      return user;
    }
  }

  private static Contact contact(Address address) throws ServletParseException {
    if (!(address.getURI() instanceof SipURI uri)) {
      throw new ServletParseException("Contact Is No SIP Address");
    }
    String place = uri.getParameter(OWN);
    float q = address.getQ();
    return new Contact(
        bounded(uri.toString()),
        uri.getUser() + "@" + (place == null ? uri.getHost() + ":" + uri.getPort() : place),
        expires(address.getParameter("expires")),
        q < 0 ? 1 : q,
        instance(address.getParameter("+sip.instance")),
        regId(address.getParameter("reg-id")));
  }

  private static Optional<String> instance(@Nullable String quoted) throws ServletParseException {
    return quoted == null
        ? Optional.empty()
        : Optional.of(bounded(quoted.replaceAll("[\"\\\\]", "")));
  }

  private static Optional<Integer> regId(@Nullable String text) {
    return text != null && text.matches("[1-9]\\d{0,8}")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  /** RFC 3261 section 10.2.1.1: what is no number counts as not said; more than 2^32 as that. */
  private static Optional<Duration> expires(@Nullable String seconds) {
    return seconds != null && seconds.strip().matches("\\d{1,10}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.strip())))
        : Optional.empty();
  }

  private static long cseq(SipServletRequest register) throws ServletParseException {
    String number = register.getHeader("CSeq").strip().split("\\s+", 2)[0];
    if (!number.matches("\\d{1,10}")) {
      throw new ServletParseException("CSeq Has No Number");
    }
    return Long.parseLong(number);
  }

  private static List<String> values(SipServletRequest register, String header) {
    List<String> values = new ArrayList<>();
    register.getHeaders(header).forEachRemaining(values::add);
    return values;
  }

  /** RFC 3327 section 4: one after the other, in as many lines as they like. */
  private static List<String> path(SipServletRequest register) throws ServletParseException {
    List<String> path = new ArrayList<>();
    for (String line : values(register, "Path")) {
      int begin = 0;
      boolean inside = false;
      for (int at = 0; at < line.length(); at++) {
        inside = line.charAt(at) == '<' || (inside && line.charAt(at) != '>');
        if (line.charAt(at) == ',' && !inside) {
          path.add(line.substring(begin, at).strip());
          begin = at + 1;
        }
      }
      path.add(line.substring(begin).strip());
    }
    if (path.size() > MOST_PROXIES) {
      throw new ServletParseException("Too Many Proxies");
    }
    for (String proxy : path) {
      bounded(proxy);
    }
    return path;
  }

  /** What is kept of a phone is kept by all nodes: nobody fills them. */
  private static String bounded(String text) throws ServletParseException {
    if (text.length() > LONGEST) {
      throw new ServletParseException("Longer Than " + LONGEST);
    }
    return text;
  }

  private static String agent(SipServletRequest register) {
    String agent = Optional.ofNullable(register.getHeader("User-Agent")).orElse("");
    return agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
  }

  private static Set<String> tokens(SipServletRequest register, String header) {
    return values(register, header).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(token -> token.strip().toLowerCase(Locale.ROOT))
        .filter(token -> !token.isEmpty())
        .collect(Collectors.toSet());
  }
}
