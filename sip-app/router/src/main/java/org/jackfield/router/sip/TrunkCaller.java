package org.jackfield.router.sip;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.call.CallFacts;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Direction;
import org.jackfield.trunk.CallerIdPolicy;
import org.jackfield.trunk.CallerIdPolicy.From;
import org.jackfield.trunk.CallerIdPolicy.Header;
import org.jackfield.trunk.Trunk;

/**
 * As whom we call.
 *
 * @param from of the INVITE
 * @param headers that say it besides
 */
record TrunkCaller(String from, Map<String, String> headers) {

  static TrunkCaller of(CallFacts facts, Trunk.Outward trunk, String domain) {
    CallerIdPolicy policy = trunk.callerId();
    String user = trunk.login().map(Credentials::user).orElse("");
    String host = policy.domain().orElse(domain);
    boolean hides = policy.hides(facts.from());
    boolean nameless = CallerIdPolicy.isAnonymous(facts.from());
    String shown = policy.from() == From.USERNAME ? user : PhoneAddress.user(facts.from());
    String from =
        hides ? "\"Anonymous\" <sip:anonymous@anonymous.invalid>" : "sip:" + shown + "@" + host;
    Map<String, String> headers = new LinkedHashMap<>();
    if (hides) {
      headers.put("Privacy", "id");
    }
    String known = nameless ? user : PhoneAddress.user(facts.from());
    if (!known.isEmpty()) {
      identify(headers, policy, "<sip:" + known + "@" + host + ">", isKnown(facts));
    }
    return new TrunkCaller(from, headers);
  }

  /** Whoever is dialled for a caller may be dialled as a caller whom nobody has checked. */
  private static boolean isKnown(CallFacts facts) {
    return facts.direction() == Direction.OUTBOUND_API;
  }

  private static void identify(
      Map<String, String> headers, CallerIdPolicy policy, String identity, boolean known) {
    if (policy.headers().contains(Header.ASSERTED)) {
      if (known) {
        headers.put(CallerIdentity.ASSERTED, identity);
      } else if (policy.from() == From.USERNAME || headers.containsKey("Privacy")) {
        // RFC 3325 section 9.2: as whom we would like to call; the provider decides
        headers.put("P-Preferred-Identity", identity);
      }
    }
    if (policy.headers().contains(Header.REMOTE_PARTY)) {
      String privacy = headers.containsKey("Privacy") ? "full" : "off";
      headers.put(
          Header.REMOTE_PARTY.text(),
          identity + ";party=calling;screen=" + (known ? "yes" : "no") + ";privacy=" + privacy);
    }
  }
}
