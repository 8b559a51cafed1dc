package org.jackfield.sip.container.core;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import org.jackfield.sip.container.security.Challenge;
import org.jackfield.sip.container.security.DigestAnswer;
import org.jackfield.sip.container.security.DigestCredentials;
import org.jackfield.sip.container.security.MalformedHeaderException;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;

/** Answers challenges of servers for the core, which keeps count and nonce itself. */
public final class CoreDigestClient implements SipDigestAuthenticator {
  private final HeaderFactory headers;

  public CoreDigestClient() {
    try {
      headers = SipFactory.getInstance().createHeaderFactory();
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("The SIP stack is not there", e);
    }
  }

  /**
   * Answers a challenge that {@link #isAnswerable} accepts.
   *
   * @param nonce replaces the challenge's one, where a server has named the next
   */
  @Override
  public AuthorizationHeader getAuthorizationHeader(
      String method,
      String uri,
      @Nullable String requestBody,
      Header authHeader,
      String username,
      String password,
      @Nullable String nonce,
      int nonceCount) {
    Challenge challenge =
        read(authHeader)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The server asks for an authentication that is not supported: "
                        + value(authHeader)));
    byte[] body = Optional.ofNullable(requestBody).orElse("").getBytes(StandardCharsets.UTF_8);
    DigestCredentials answer =
        new DigestAnswer(nonce == null ? challenge : challenge.withNonce(nonce), username, password)
            .numbered(Math.max(1, nonceCount), method, uri, body);
    return header(authHeader, answer.headerValue());
  }

  /** Whether a challenge can be answered: scheme, algorithm and protection are known. */
  public static boolean isAnswerable(WWWAuthenticateHeader challenge) {
    return read(challenge).isPresent();
  }

  private AuthorizationHeader header(Header challenge, String value) {
    String name =
        challenge instanceof ProxyAuthenticateHeader ? "Proxy-Authorization" : "Authorization";
    try {
      return (AuthorizationHeader) headers.createHeader(name, value);
    } catch (ParseException e) {
      throw new IllegalStateException("The stack cannot read our own " + name, e);
    }
  }

  private static Optional<Challenge> read(Header challenge) {
    try {
      return Challenge.parse(value(challenge));
    } catch (MalformedHeaderException e) {
      return Optional.empty();
    }
  }

  private static String value(Header header) {
    String text = header.toString();
    return text.substring(text.indexOf(':') + 1).strip();
  }
}
