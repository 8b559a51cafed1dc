package org.jackfield.router.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jackfield.application.Question.Parameter;

/**
 * The keyed hash over address and parameters that applications check (P1.16, FEATURES 3.1):
 * HMAC-SHA1 of the address that is really asked, for POST followed by names and values in the order
 * of the names' bytes, in Base64.
 */
final class RequestSignature {

  static final String HEADER = "X-Twilio-Signature";

  private RequestSignature() {}

  /**
   * Signs a request.
   *
   * @param address as it is asked, without user information and fragment
   * @param body the parameters of a POST, nothing for GET, whose address has them
   */
  static String of(String token, URI address, List<Parameter> body) {
    StringBuilder text = new StringBuilder(signed(address));
    body.stream()
        .sorted(Comparator.comparing(Parameter::name))
        .forEach(parameter -> text.append(parameter.name()).append(parameter.value()));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] hash = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each Java platform has HmacSHA1", e);
    }
  }

  /** Calls sign https without a port and http with the one that the address names. */
  private static String signed(URI address) {
    String text = address.toString();
    String authority = address.getRawAuthority();
    if (!address.getScheme().equalsIgnoreCase("https") || address.getPort() < 0) {
      return text;
    }
    String bare = authority.substring(0, authority.lastIndexOf(':'));
    return text.replaceFirst(
        java.util.regex.Pattern.quote(authority), java.util.regex.Matcher.quoteReplacement(bare));
  }
}
