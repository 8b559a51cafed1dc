package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jackfield.admission.Admission.Challenged;
import org.jackfield.admission.Knock;

/** Reads what a gate wants to know, and says what it answers. */
final class Knocks {

  private static final Pattern PLAIN = Pattern.compile("(?m)^m=\\S+ [1-9]\\d* (?!\\S*SAVPF? )");

  private Knocks() {}

  /** In the session's order: the container owns the message. */
  static Knock of(SipServletRequest request, String offer) {
    List<String> credentials = new ArrayList<>();
    request.getHeaders("Authorization").forEachRemaining(credentials::add);
    return new Knock(
        request.getMethod(),
        request.getRequestURI().toString(),
        source(request),
        isEncrypted(transport(request)),
        offer.isEmpty() || PLAIN.matcher(offer).find(),
        Optional.ofNullable(request.getHeader("User-Agent")).orElse(""),
        credentials);
  }

  static String transport(SipServletRequest request) {
    String transport = request.getInitialTransport();
    return (transport == null ? request.getTransport() : transport).toUpperCase(Locale.ROOT);
  }

  private static boolean isEncrypted(String transport) {
    return transport.equals("TLS") || transport.equals("WSS");
  }

  private static InetAddress source(SipServletRequest request) {
    try {
      return InetAddress.getByName(request.getInitialRemoteAddr());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("The container gave no address of " + request.getCallId(), e);
    }
  }

  /** In the session's order. RFC 8760 section 2.3: the order of the challenges is kept. */
  static void challenge(SipServletRequest request, Challenged challenged) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_UNAUTHORIZED);
    for (String challenge : challenged.challenges()) {
      response.addHeader("WWW-Authenticate", challenge);
    }
    response.send();
  }
}
