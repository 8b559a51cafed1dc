package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What applications are told of a SIP leg besides (FEATURES 1.4). */
final class SipParameters {

  private SipParameters() {}

  /** Of the INVITE that a phone sent, or of the answer that a called phone gave. */
  static Map<String, String> of(SipServletMessage message) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("SipCallId", message.getCallId());
    Optional.ofNullable(message.getInitialRemoteAddr())
        .ifPresent(address -> told.put("SipSourceIp", address));
    if (message instanceof SipServletRequest request
        && request.getRequestURI() instanceof SipURI uri) {
      told.put("SipDomain", uri.getHost());
    }
    if (message instanceof SipServletResponse answer
        && answer.getRequest() != null
        && answer.getRequest().getRequestURI() instanceof SipURI uri) {
      told.put("SipDomain", uri.getHost());
    }
    for (Iterator<String> names = message.getHeaderNames(); names.hasNext(); ) {
      String name = names.next();
      if (name.toLowerCase(Locale.ROOT).startsWith("x-")) {
        told.put("SipHeader_" + name, message.getHeader(name));
      }
    }
    return told;
  }
}
