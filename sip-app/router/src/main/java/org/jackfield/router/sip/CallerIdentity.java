package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.network.AllowedNetworks;

/**
 * Who calls, as applications are told: what a peer that the operator trusts has asserted (RFC
 * 3325), otherwise what the caller says of itself.
 */
final class CallerIdentity {

  private static final Logger LOG = System.getLogger(CallerIdentity.class.getName());

  private static final Pattern VERDICT =
      Pattern.compile("[;&]verstat=((?:TN|No-TN)-Validation[A-Za-z-]{0,20})");

  /** A PASSporT (RFC 8225): three parts in base64url. */
  private static final Pattern TOKEN =
      Pattern.compile("[\\w-]{1,2000}\\.[\\w-]{0,4000}\\.[\\w-]{1,2000}");

  /** RFC 3325 section 9.1. */
  static final String ASSERTED = "P-Asserted-Identity";

  private final AllowedNetworks trusted;

  CallerIdentity(AllowedNetworks trusted) {
    this.trusted = trusted;
  }

  /**
   * The address of the caller, with its name.
   *
   * @param byTrunk whether a trunk has sent it, which is trusted as the operator's networks are
   */
  Address of(SipServletRequest invite, boolean byTrunk) {
    return byTrunk || isTrusted(invite)
        ? asserted(invite).orElse(invite.getFrom())
        : invite.getFrom();
  }

  /**
   * What is known of whether the caller may use its number (FEATURES 1.4): the verdict of a peer
   * that the operator trusts (ATIS-1000082), and the signed token, which anybody can verify.
   */
  Map<String, String> attested(SipServletRequest invite, boolean byTrunk) {
    Map<String, String> told = new LinkedHashMap<>();
    if (byTrunk || isTrusted(invite)) {
      asserted(invite)
          .flatMap(CallerIdentity::verdict)
          .or(() -> verdict(invite.getFrom()))
          .ifPresent(found -> told.put("StirVerstat", found + level(invite, found)));
    }
    String token = String.valueOf(invite.getHeader("Identity")).split(";", 2)[0].strip();
    if (TOKEN.matcher(token).matches()) {
      told.put("StirPassportToken", token);
    }
    return told;
  }

  /** Beside the address or in it, never in the name, which is the caller's own to choose. */
  private static Optional<String> verdict(Address caller) {
    String beside = caller.getParameter("verstat");
    String inside = caller.getURI().toString();
    Matcher found = VERDICT.matcher(beside == null ? inside : ";verstat=" + beside);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String level(SipServletRequest invite, String verdict) {
    String level = String.valueOf(invite.getHeader("P-Attestation-Indicator"));
    return level.matches("[ABC]") && !verdict.startsWith("No-") ? '-' + level : "";
  }

  private static Optional<Address> asserted(SipServletRequest invite) {
    String privacy = invite.getHeader("Privacy");
    if (privacy != null && privacy.contains("id")) {
      // RFC 3325 section 9.3: it is for the trusted, and applications are not among them
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(invite.getAddressHeader(ASSERTED));
    } catch (ServletParseException e) {
      return Optional.empty();
    }
  }

  /** Whether the operator trusts who has this address. */
  boolean trusts(InetAddress address) {
    return trusted.lists(address);
  }

  /** Whether the operator trusts the peer that a request came from. */
  boolean isTrusted(SipServletRequest invite) {
    String peer = invite.getInitialRemoteAddr();
    if (peer == null) {
      return false;
    }
    try {
      return trusts(InetAddress.getByName(peer));
    } catch (UnknownHostException e) {
      LOG.log(Level.DEBUG, "The container gave no address: {0}", peer);
      return false;
    }
  }
}
