package org.jackfield.sip.container.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.core.CoreDigestClient.Answered;
import org.jackfield.sip.container.core.CoreDigestClient.Login;
import org.jackfield.sip.container.security.Challenger;
import org.jackfield.sip.container.security.MalformedHeaderException;

/**
 * What a session has answered challenges with. RFC 3261 section 22.3 wants the credentials in later
 * requests of the same Call-ID too, so that not each is challenged anew; each counts the nonce on.
 * Entered by many threads.
 */
final class Credentials {
  // RFC 3261 section 22.1: nobody can challenge them, and ACK has those of its INVITE
  private static final Set<String> UNCHALLENGED = Set.of("ACK", "CANCEL");
  private static final CoreDigestClient CLIENT = new CoreDigestClient();

  private final List<Answered> answered = new ArrayList<>();

  /** Answers a response's challenges in a request, and remembers how. */
  synchronized List<Answered> answer(
      Request request, Response response, Function<String, Optional<Login>> logins) {
    List<Answered> fresh = CLIENT.answer(request, response, logins);
    for (Answered answer : fresh) {
      answered.removeIf(answer::replaces);
      answered.add(answer);
    }
    return fresh;
  }

  /**
   * Adds to a request what is remembered. The core copies the credentials of the request before,
   * and those must not come again.
   *
   * @param fresh what has been answered in this very request
   */
  synchronized void addTo(Request request, List<Answered> fresh) {
    if (!UNCHALLENGED.contains(request.getMethod())) {
      answered.stream()
          .filter(answer -> !fresh.contains(answer))
          .forEach(answer -> CLIENT.put(request, answer));
    }
  }

  /** Gives one request the credentials of another. */
  static void copy(Request from, Request to) {
    for (Challenger challenger : Challenger.values()) {
      Iterator<?> given = from.getHeaders(challenger.credentialsHeader());
      if (to.getHeader(challenger.credentialsHeader()) == null) {
        given.forEachRemaining(header -> to.addHeader((Header) ((Header) header).clone()));
      }
    }
  }

  /** Takes from a response which nonce the server wants next, RFC 7616 section 3.5. */
  synchronized void heard(Response response) {
    Optional.ofNullable(response.getHeader("Authentication-Info"))
        .map(CoreDigestClient::value)
        .ifPresent(info ->
            answered.stream()
                .filter(answer -> answer.challenger() == Challenger.USER_AGENT)
                .forEach(answer -> heard(answer, info)));
  }

  private static void heard(Answered answer, String info) {
    try {
      answer.digest().heard(info);
    } catch (MalformedHeaderException e) {
      // the old nonce may still do, and else the server asks again
    }
  }
}
