package org.jackfield.sip.container.core;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.security.Challenge;
import org.jackfield.sip.container.security.Challenger;
import org.jackfield.sip.container.security.DigestAnswer;
import org.jackfield.sip.container.security.DigestCredentials;
import org.jackfield.sip.container.security.MalformedHeaderException;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.security.SipDigestAuthenticator;

/**
 * Answers challenges of servers: {@link #answer} all those of a response, and {@link
 * #getAuthorizationHeader} one for the core. Entered by many threads.
 */
public final class CoreDigestClient implements SipDigestAuthenticator {
  private final HeaderFactory headers;

  public CoreDigestClient() {
    try {
      headers = SipFactory.getInstance().createHeaderFactory();
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("The SIP stack is not there", e);
    }
  }

  /** Who we are to a server. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** A challenge that has been answered, and may be again. */
  record Answered(Challenger challenger, String realm, DigestAnswer digest) {
    /** Whether the other was of the same realm, and is not to be used again. */
    boolean replaces(Answered other) {
      return challenger == other.challenger && realm.equals(other.realm);
    }
  }

  /**
   * Puts into a request what all challenges of a response ask for: for each realm the strongest
   * that we know (RFC 8760 section 2.4), in place of what the request had for that realm. The core
   * itself takes the last challenge of a realm, and gives up at one that it does not know.
   *
   * @throws SecurityException if a realm is unknown to us, or nothing can be answered
   */
  List<Answered> answer(
      Request request, Response response, Function<String, Optional<Login>> logins) {
    List<Answered> answered = new ArrayList<>();
    for (Challenger challenger : Challenger.values()) {
      for (Challenge challenge : DigestAnswer.strongest(challenges(response, challenger))) {
        Login login =
            logins
                .apply(challenge.realm())
                .orElseThrow(() ->
                    new SecurityException(
                        "No credentials for the realm '" + challenge.realm() + "'"));
        DigestAnswer digest = new DigestAnswer(challenge, login.user(), login.password());
        answered.add(new Answered(challenger, challenge.realm(), digest));
      }
    }
    if (answered.isEmpty()) {
      throw new SecurityException(
          "The response " + response.getStatusCode() + " has no challenge that can be answered");
    }
    answered.forEach(answer -> put(request, answer));
    return answered;
  }

  /** Puts the credentials into a request, in place of what it had for the realm. */
  void put(Request request, Answered answer) {
    byte[] content = request.getRawContent();
    String value =
        answer
            .digest()
            .next(
                request.getMethod(),
                request.getRequestURI().toString(),
                content == null ? new byte[0] : content)
            .headerValue();
    replace(request, header(answer.challenger().credentialsHeader(), value));
  }

  /** The realms of all challenges of a response, each once. */
  static Set<String> realms(Response response) {
    Set<String> realms = new LinkedHashSet<>();
    for (Challenger challenger : Challenger.values()) {
      for (Iterator<?> all = response.getHeaders(challenger.challengeHeader()); all.hasNext(); ) {
        if (all.next() instanceof WWWAuthenticateHeader challenge) {
          Optional.<@Nullable String>ofNullable(challenge.getRealm()).ifPresent(realms::add);
        }
      }
    }
    return realms;
  }

  private static List<String> challenges(Response response, Challenger challenger) {
    List<String> values = new ArrayList<>();
    response
        .getHeaders(challenger.challengeHeader())
        .forEachRemaining(header -> values.add(value((Header) header)));
    return values;
  }

  private static void replace(Request request, AuthorizationHeader credentials) {
    List<AuthorizationHeader> kept = new ArrayList<>();
    request
        .getHeaders(credentials.getName())
        .forEachRemaining(old -> {
          if (!credentials.getRealm().equals(((AuthorizationHeader) old).getRealm())) {
            kept.add((AuthorizationHeader) old);
          }
        });
    request.removeHeader(credentials.getName());
    kept.forEach(request::addHeader);
    request.addHeader(credentials);
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
    Challenger challenger =
        authHeader instanceof ProxyAuthenticateHeader ? Challenger.PROXY : Challenger.USER_AGENT;
    return header(challenger.credentialsHeader(), answer.headerValue());
  }

  /** Whether a challenge can be answered: scheme, algorithm and protection are known. */
  public static boolean isAnswerable(WWWAuthenticateHeader challenge) {
    return read(challenge).isPresent();
  }

  private AuthorizationHeader header(String name, String value) {
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

  static String value(Header header) {
    String text = header.toString();
    return text.substring(text.indexOf(':') + 1).strip();
  }
}
