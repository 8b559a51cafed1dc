package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a call of ours is sent on to (RFC 3261 section 8.1.3.4): one address after another, the
 * wanted ones first, none twice, and five in all. In the session's order.
 */
final class Redirections {

  private static final int MOST = 5;

  private final Set<String> tried = new HashSet<>();
  private final Deque<URI> left = new ArrayDeque<>();

  Redirections(URI first) {
    tried.add(first.toString());
  }

  /** Takes the contacts of an answer, if it is one that sends us on. */
  void read(SipServletResponse answer) {
    if (answer.getStatus() < 300 || answer.getStatus() > 399) {
      return;
    }
    List<Address> contacts = new ArrayList<>();
    try {
      answer.getAddressHeaders("Contact").forEachRemaining(contacts::add);
    } catch (ServletParseException e) {
      // Nobody can be called by it
      return;
    }
    contacts.sort(Comparator.comparingDouble(Redirections::wish).reversed());
    // What one says that was asked later counts before what was known
    for (Address contact : contacts.reversed()) {
      if (contact.getURI() instanceof SipURI uri
          && tried.size() <= MOST
          && tried.add(uri.toString())) {
        left.addFirst(uri);
      }
    }
  }

  /** The next address to be called. */
  Optional<URI> next() {
    return Optional.ofNullable(left.poll());
  }

  private static float wish(Address contact) {
    float q = contact.getQ();
    return q < 0 ? 1 : q;
  }
}
