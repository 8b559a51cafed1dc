package org.jackfield.router.http;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jackfield.application.Answer;
import org.jackfield.application.Application;
import org.jackfield.application.Question;
import org.jackfield.call.Directory;
import org.jackfield.call.Directory.Account;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;

/**
 * Asks applications over HTTP (P1.12 to P1.22): signed, with the cookies of the session, logged in
 * where asked to, redirects followed, and tried again as the address wants. Any thread.
 */
public final class HttpApplication implements Application, AutoCloseable {

  private final Directory directory;
  private final Means means;

  /** Signs with the tokens of the directory's accounts; set up as the system's properties say. */
  public HttpApplication(Directory directory, InstantSource clock) {
    this(directory, clock, WebSettings.ofSystem());
  }

  HttpApplication(Directory directory, InstantSource clock, WebSettings settings) {
    this(directory, clock, settings, InetAddress::getAllByName);
  }

  HttpApplication(
      Directory directory, InstantSource clock, WebSettings settings, Hosts.Lookup names) {
    this.directory = directory;
    this.means =
        new Means(
            new Wire(new Hosts(settings, names)),
            new Logins(),
            new DocumentCache(settings.cachedBytes()),
            settings.longestCookie(),
            clock);
  }

  /** What all requests have in common. */
  record Means(
      Wire wire,
      Logins logins,
      DocumentCache documents,
      Duration longestCookie,
      InstantSource clock) {}

  @Override
  public Answer ask(Question question) {
    Optional<URI> address = webAddress(question.target().address());
    if (address.isEmpty()) {
      return refused(question, 11100, "An address is http or https: " + question.target().shown());
    }
    Optional<Account> account = directory.account(question.accountSid());
    if (account.isEmpty()) {
      return refused(question, 20005, "The account is not active: " + question.accountSid());
    }
    ConnectionOverrides overrides = ConnectionOverrides.of(address.get());
    long deadline = System.nanoTime() + overrides.total().toNanos();
    for (int attempt = 0; ; attempt++) {
      Attempt.Result result =
          new Attempt(question, account.get().signingToken(), overrides, means, attempt, deadline)
              .run();
      boolean again =
          overrides.retried().contains(result.mishap())
              && attempt < overrides.retries()
              && System.nanoTime() < deadline;
      if (!again) {
        return result.answer();
      }
    }
  }

  @Override
  public void follow(Sid child, Sid parent) {
    means.logins().follow(child, parent);
  }

  @Override
  public void forget(Sid callSid) {
    means.logins().forget(callSid);
  }

  @Override
  public void close() {
    means.wire().close();
  }

  private static Answer refused(Question question, int code, String message) {
    Exchange nothing =
        new Exchange(question.target().method(), question.target().shown(), "", 0, "", "");
    return new Answer.Failure(code, message, List.of(), nothing);
  }

  private static Optional<URI> webAddress(String text) {
    try {
      return Optional.of(URI.create(text)).filter(HttpApplication::isWeb);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isWeb(URI address) {
    String scheme = address.getScheme();
    return scheme != null
        && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        && address.getHost() != null;
  }
}
