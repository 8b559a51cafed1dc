package org.jackfield.router.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.instruction.References;
import org.jackfield.router.http.ConnectionOverrides.Mishap;
import org.jackfield.router.http.DocumentCache.Kept;
import org.jackfield.router.http.HttpApplication.Means;
import org.jackfield.session.Cookie;
import org.jackfield.session.CookieJar;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to have a question answered: the request, and wherever redirects and challenges lead.
 */
final class Attempt {

  private static final int MOST_REDIRECTS = 10;

  private final Question question;
  private final String token;
  private final ConnectionOverrides overrides;
  private final Means means;
  private final int turn;
  private final long deadline;
  private final List<Cookie> received = new ArrayList<>();

  private URI address;
  private String method;
  private List<Parameter> parameters;
  private CookieJar jar;
  private boolean challenged;
  private Exchange exchange;

  /**
   * Begins at the question's own address.
   *
   * @param token signs each request
   * @param turn counts the attempts from 0
   * @param deadline of all attempts, as {@link System#nanoTime}
   */
  Attempt(
      Question question,
      String token,
      ConnectionOverrides overrides,
      Means means,
      int turn,
      long deadline) {
    this.question = question;
    this.token = token;
    this.overrides = overrides;
    this.means = means;
    this.turn = turn;
    this.deadline = deadline;
    this.address = URI.create(question.target().address());
    this.method = question.target().method().toUpperCase(Locale.ROOT);
    this.parameters = question.parameters();
    this.jar = question.jar();
    this.exchange = new Exchange(method, bare(address).toString(), "", 0, "", "");
  }

  /** What came of it, and what kind of mishap it was if it was one. */
  record Result(Answer answer, Mishap mishap) {}

  Result run() {
    for (int hops = 0; hops <= MOST_REDIRECTS; ) {
      Reply reply;
      try {
        reply = ask();
      } catch (IOException e) {
        return failed(Trouble.of(e, address));
      } catch (TimeoutException e) {
        return failed(Trouble.slow(address));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed(Trouble.slow(address));
      }
      note(reply);
      if (reply.status() == 401 && logIn(reply)) {
        continue;
      }
      Optional<String> elsewhere = reply.elsewhere();
      if (elsewhere.isEmpty()) {
        return judged(reply);
      }
      if (!follow(reply.status(), elsewhere.get())) {
        return failed(new Trouble(11100, "No address to follow: " + elsewhere.get(), Mishap.FINAL));
      }
      hops++;
    }
    String message = "More than " + MOST_REDIRECTS + " redirections, the last to " + bare(address);
    return failed(new Trouble(11215, message, Mishap.FINAL));
  }

  private Reply ask() throws IOException, TimeoutException, InterruptedException {
    boolean inQuery = !method.equals("POST");
    URI target = inQuery ? withQuery(bare(address)) : bare(address);
    Instant now = means.clock().instant();
    Optional<String> cookies = jar.header(target, now);
    Optional<Login> login = means.logins().at(question.callSid(), address);
    boolean personal = cookies.isPresent() || login.isPresent();
    exchange =
        new Exchange(method, target.toString(), inQuery ? "" : Form.write(parameters), 0, "", "");
    HttpRequest.Builder request = request(target, inQuery);
    cookies.ifPresent(value -> request.header("Cookie", value));
    login.ifPresent(in -> request.header("Authorization", in.authorization(method, target)));
    if (inQuery) {
      return cacheable(request, target, personal, now);
    }
    Reply reply = means.wire().send(request, target, overrides, turn, deadline);
    means.documents().forget(question.accountSid(), target);
    return reply;
  }

  private HttpRequest.Builder request(URI target, boolean inQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("User-Agent", "TwilioProxy/1.1")
            .header("Accept", "*/*")
            .header("Accept-Encoding", Reply.ACCEPTED_CODINGS)
            .header("I-Twilio-Idempotency-Token", question.idempotencyToken())
            .header(
                RequestSignature.HEADER,
                RequestSignature.of(token, target, inQuery ? List.of() : parameters));
    return inQuery
        ? request.GET()
        : request
            .header("Content-Type", Form.TYPE)
            .POST(BodyPublishers.ofString(Form.write(parameters)));
  }

  /** P1.19: what is fresh is not asked for, what is stale is asked for with its validators. */
  private Reply cacheable(HttpRequest.Builder request, URI target, boolean personal, Instant now)
      throws IOException, TimeoutException, InterruptedException {
    DocumentCache documents = means.documents();
    Optional<Kept> kept = documents.find(question.accountSid(), target, personal);
    if (kept.isPresent()) {
      if (kept.get().isFresh(now)) {
        return kept.get().reply();
      }
      conditional(request, "If-None-Match", kept.get().validators().get("ETag"));
      conditional(request, "If-Modified-Since", kept.get().validators().get("Last-Modified"));
    }
    Reply reply = means.wire().send(request, target, overrides, turn, deadline);
    if (reply.status() == 304 && kept.isPresent()) {
      return documents.refresh(question.accountSid(), target, kept.get(), reply, now);
    }
    if (reply.status() == 200 && !reply.isSound()) {
      documents.take(question.accountSid(), target, reply, personal, now);
    }
    return reply;
  }

  private static void conditional(
      HttpRequest.Builder request, String name, @Nullable String value) {
    if (value != null) {
      request.header(name, value);
    }
  }

  private void note(Reply reply) {
    List<String> lines = reply.headers().allValues("Set-Cookie");
    if (!lines.isEmpty()) {
      Instant now = means.clock().instant();
      List<Cookie> said = CookieJar.read(address, lines, now, means.longestCookie());
      received.addAll(said);
      jar = jar.with(said, now);
    }
    exchange =
        new Exchange(
            exchange.method(),
            exchange.address(),
            exchange.parameters(),
            reply.status(),
            reply.headerLines(),
            reply.text());
  }

  private boolean logIn(Reply reply) {
    String userInfo = address.getUserInfo();
    Optional<Login> known = means.logins().at(question.callSid(), address);
    if (challenged || (userInfo == null && known.isEmpty())) {
      return false;
    }
    challenged = true;
    return Challenge.best(reply.headers().allValues("WWW-Authenticate"))
        .map(challenge -> {
          // An address of a document has no user information: who logged in for it does so again
          Login login =
              userInfo == null ? known.get().after(challenge) : new Login(challenge, userInfo);
          means.logins().remember(question.callSid(), address, login);
          return true;
        })
        .orElse(false);
  }

  /** RFC 9110 section 15.4: 307 and 308 keep the method, the others make a GET as browsers do. */
  private boolean follow(int status, String location) {
    URI next;
    try {
      next = References.resolve(bare(address), location);
    } catch (URISyntaxException e) {
      return false;
    }
    if (!HttpApplication.isWeb(next)) {
      return false;
    }
    if (status != 307 && status != 308 && !method.equals("GET")) {
      method = "GET";
      parameters = List.of();
    } else if (method.equals("GET")) {
      // The location has its own query; ours has been said already
      parameters = List.of();
    }
    address = withUser(next);
    challenged = false;
    return true;
  }

  /**
   * Who was asked with a name and a password is so elsewhere on the same origin, and there only.
   */
  private URI withUser(URI next) {
    String user = address.getRawUserInfo();
    boolean same =
        next.getScheme().equalsIgnoreCase(address.getScheme())
            && next.getHost().equalsIgnoreCase(address.getHost())
            && next.getPort() == address.getPort();
    return user == null || !same || next.getRawUserInfo() != null
        ? next
        : URI.create(
            next.toString().replaceFirst("//", Matcher.quoteReplacement("//" + user + '@')));
  }

  private Result judged(Reply reply) {
    int status = reply.status();
    if (status < 200 || status > 299) {
      Mishap mishap = status >= 500 ? Mishap.SERVER_ERROR : Mishap.CLIENT_ERROR;
      return failed(new Trouble(11217, "Got HTTP " + status + " from " + bare(address), mishap));
    }
    Answer answer =
        reply.isSound()
            ? new Answer.Sound(reply.type(), ofSound(), received, exchange)
            : new Answer.Text(reply.type(), reply.text(), bare(address), received, exchange);
    return new Result(answer, Mishap.FINAL);
  }

  /** Where the very sound is that was answered: what was said in the query is part of it. */
  private URI ofSound() {
    return withUser(method.equals("POST") ? bare(address) : withQuery(bare(address)));
  }

  private Result failed(Trouble trouble) {
    return new Result(
        new Answer.Failure(trouble.code(), trouble.message(), received, exchange),
        trouble.mishap());
  }

  private URI withQuery(URI target) {
    if (parameters.isEmpty()) {
      return target;
    }
    String text = target.toString();
    String sign = target.getRawQuery() == null ? "?" : "&";
    return URI.create(text + sign + Form.write(parameters));
  }

  /** Neither user information nor fragment is sent or signed. */
  static URI bare(URI address) {
    String text = address.toString();
    int fragment = text.indexOf('#');
    String whole = fragment < 0 ? text : text.substring(0, fragment);
    String user = address.getRawUserInfo();
    return URI.create(user == null ? whole : whole.replaceFirst("//[^/?#]*@", "//"));
  }

  /** As it may be shown: the query may be a secret as well. */
  static String shown(URI address) {
    String whole = bare(address).toString();
    int query = whole.indexOf('?');
    return query < 0 ? whole : whole.substring(0, query);
  }
}
