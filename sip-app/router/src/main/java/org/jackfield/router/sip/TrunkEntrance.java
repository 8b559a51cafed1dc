package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletRequest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.admission.Knock;
import org.jackfield.call.Directory;
import org.jackfield.call.Directory.Destination;
import org.jackfield.call.Sid;
import org.jackfield.trunk.NumberRule;
import org.jackfield.trunk.NumberRule.Source;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkGate;
import org.jackfield.trunk.TrunkLoad.Channel;

/** Where those come in who call numbers. Any thread, but for what reads a message. */
final class TrunkEntrance {

  /** RFC 2818 section 3.1, RFC 5922 section 7.1. */
  private static final Set<Integer> NAMES = Set.of(2, 6);

  private static final int NOT_FOUND = 404;

  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

  private final TrunkGate gate;
  private final Trunking trunking;
  private final Directory directory;
  private final NumberRule.Plans plans;

  TrunkEntrance(TrunkGate gate, Trunking trunking, Directory directory, NumberRule.Plans plans) {
    this.gate = gate;
    this.trunking = trunking;
    this.directory = directory;
    this.plans = plans;
  }

  /**
   * What an INVITE says of whom it is for, and who sends it.
   *
   * @param uri the number in the Request-URI
   * @param to the one in To
   * @param names of a certificate
   */
  record Request(Knock knock, String uri, String to, Set<String> names) {

    /** Reads it; in the session's order. */
    static Request of(SipServletRequest invite, Knock knock) {
      return new Request(
          knock,
          PhoneAddress.dialled(invite.getRequestURI()),
          PhoneAddress.dialled(invite.getTo().getURI()),
          shown(invite));
    }
  }

  /** What is answered. */
  sealed interface Outcome {}

  /**
   * The call is for somebody.
   *
   * @param passage the trunk it came by, if it was one
   */
  record Found(Destination destination, Optional<Passage> passage) implements Outcome {}

  /** Its caller has to say who he is: values of WWW-Authenticate. */
  record Challenged(List<String> challenges) implements Outcome {
    Challenged {
      challenges = List.copyOf(challenges);
    }
  }

  /** It is not taken. */
  record Refused(int status, String phrase) implements Outcome {}

  /** It is not taken, and comes by no trunk. */
  record Stranger(int status, String phrase) implements Outcome {}

  /**
   * A trunk that a call has come by.
   *
   * @param number that was called, as E.164
   * @param channel to be closed when the call is over
   */
  record Passage(Trunk trunk, String number, Channel channel, NumberRule.Plans plans) {

    /** A party as the trunk writes it, as applications are told it. */
    String party(String party) {
      return plans.international(party, trunk.numbers().country()).orElse(party);
    }
  }

  Outcome enter(Request request) {
    return switch (gate.enter(request.knock(), request.names(), called(request))) {
      case TrunkGate.Anybody anybody ->
          directory
              .called(request.uri())
              .<Outcome>map(destination -> new Found(destination, Optional.empty()))
              .orElseGet(() -> new Stranger(NOT_FOUND, "Not Found"));
      case TrunkGate.By(Trunk trunk) -> by(trunk, request);
      case TrunkGate.Challenged(List<String> challenges) -> new Challenged(challenges);
      case TrunkGate.Refused(int status, String phrase) -> new Stranger(status, phrase);
    };
  }

  private TrunkGate.Called called(Request request) {
    return new TrunkGate.Called() {
      @Override
      public boolean isReachedBy(Trunk trunk) {
        return destination(trunk, request).isPresent();
      }

      @Override
      public Optional<Sid> owner() {
        return directory.called(request.uri()).map(Destination::accountSid);
      }
    };
  }

  private static Outcome nobody() {
    return new Refused(NOT_FOUND, "Not Found");
  }

  /** A trunk reaches the numbers of those whom it serves, and no others. */
  private Outcome by(Trunk trunk, Request request) {
    String number = number(trunk, request);
    Optional<Destination> found = destination(trunk, request);
    if (found.isEmpty()) {
      return nobody();
    }
    return trunking
        .run(trunk)
        .load()
        .in()
        .<Outcome>map(channel ->
            new Found(found.get(), Optional.of(new Passage(trunk, number, channel, plans))))
        .orElseGet(() -> new Refused(503, "Trunk Full"));
  }

  private String number(Trunk trunk, Request request) {
    String dialled = trunk.numbers().from() == Source.TO ? request.to() : request.uri();
    return trunk.numbers().inward(dialled, plans);
  }

  private Optional<Destination> destination(Trunk trunk, Request request) {
    return directory.called(number(trunk, request)).filter(it -> trunk.serves(it.accountSid()));
  }

  private static Set<String> shown(SipServletRequest invite) {
    Set<String> names = new HashSet<>();
    if (invite.getAttribute("jakarta.servlet.request.X509Certificate")
            instanceof X509Certificate[] chain
        && chain.length > 0) {
      String subject = chain[0].getSubjectX500Principal().getName();
      names.add(subject);
      names.add(chain[0].getSubjectX500Principal().toString());
      Matcher common = COMMON_NAME.matcher(subject);
      if (common.find()) {
        names.add(common.group(1));
      }
      names.addAll(alternatives(chain[0]));
    }
    return names;
  }

  private static List<String> alternatives(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      if (certificate.getSubjectAlternativeNames() != null) {
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
          if (name.get(0) instanceof Integer kind
              && NAMES.contains(kind)
              && name.get(1) instanceof String text) {
            names.add(text);
          }
        }
      }
    } catch (CertificateParsingException unreadable) {
      // It has none, then
      return List.of();
    }
    return names;
  }

  /**
   * Who had been called first: Diversion (RFC 5806), or the first entry of History-Info (RFC 7044)
   * where there are several.
   */
  static Optional<String> forwardedFrom(SipServletRequest invite) {
    try {
      Address diverted = invite.getAddressHeader("Diversion");
      if (diverted != null) {
        return Optional.of(PhoneAddress.of(diverted));
      }
      Iterator<Address> history = invite.getAddressHeaders("History-Info");
      if (history.hasNext()) {
        Address first = history.next();
        return history.hasNext() ? Optional.of(PhoneAddress.of(first)) : Optional.empty();
      }
      return Optional.empty();
    } catch (ServletParseException e) {
      return Optional.empty();
    }
  }
}
