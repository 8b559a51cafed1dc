package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.URI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jackfield.media.MediaSession;
import org.jackfield.media.SoundPolicy;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Locations;

/**
 * The way to a phone that has registered: back to where it was heard from, by the proxies that are
 * in between.
 */
final class PhoneWay implements Way {

  private static final Logger LOG = System.getLogger(PhoneWay.class.getName());

  private static final int FLOW_FAILED = 430;

  private final Binding binding;
  private final URI target;
  private final List<Address> path;
  private final Function<URI, SipServletRequest> inviting;
  private final Predicate<URI> forbidden;
  private final Locations locations;
  private final SoundPolicy policy;

  /**
   * The way to a phone.
   *
   * @param target the contact
   * @param path the proxies, nearest to us first
   * @param inviting makes an INVITE to somewhere
   * @param forbidden where nobody may send a call on to
   * @param policy what is offered
   */
  PhoneWay(
      Binding binding,
      URI target,
      List<Address> path,
      Function<URI, SipServletRequest> inviting,
      Predicate<URI> forbidden,
      Locations locations,
      SoundPolicy policy) {
    this.binding = binding;
    this.target = target;
    this.path = path;
    this.inviting = inviting;
    this.forbidden = forbidden;
    this.locations = locations;
    this.policy = policy;
  }

  @Override
  public URI target() {
    return target;
  }

  @Override
  public SipServletRequest invite(URI to) {
    if (!to.equals(target) && forbidden.test(to)) {
      throw new IllegalArgumentException("A call is not sent on to the gateway");
    }
    SipServletRequest invite = inviting.apply(to);
    if (to.equals(target)) {
      leaveAsItCame(invite);
      for (Address proxy : path.reversed()) {
        invite.pushRoute(proxy);
      }
    }
    return invite;
  }

  /** A translator lets in datagrams from the address alone that the phone sent to. */
  private void leaveAsItCame(SipServletRequest invite) {
    String local = binding.origin().local();
    int colon = local.lastIndexOf(':');
    if (!binding.origin().transport().equals("UDP") || !path.isEmpty() || colon < 0) {
      return;
    }
    try {
      invite
          .getSession()
          .setOutboundInterface(
              new InetSocketAddress(
                  local.substring(0, colon), Integer.parseInt(local.substring(colon + 1))));
    } catch (IllegalArgumentException gone) {
      LOG.log(Level.DEBUG, "The connector that a phone registered by is gone: {0}", local);
    }
  }

  @Override
  public String offer(MediaSession sound) {
    return sound.offer(policy);
  }

  @Override
  public boolean isLastWord(int status) {
    return status != FLOW_FAILED && status != SipServletResponse.SC_SERVICE_UNAVAILABLE;
  }

  @Override
  public void said(int status) {
    if (status == FLOW_FAILED) {
      // RFC 5626 section 5.3.1: who relays to it has lost its connection
      Thread.startVirtualThread(() -> locations.unbind(binding));
    }
  }
}
