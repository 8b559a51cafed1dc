package org.jackfield.router.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.router.http.ConnectionOverrides.Mishap;
import org.jackfield.session.Cookie;
import org.jackfield.session.CookieJar;

/**
 * One attempt to have a question answered: the request, and wherever redirects and challenges lead.
 */
final class Attempt {

  private static final int MOST_REDIRECTS = 10;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

  private final Question question;
  private final String token;
  private final ConnectionOverrides overrides;
  private final Clients clients;
  private final Logins logins;
  private final InstantSource clock;
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
   * @param deadline of all attempts, as {@link System#nanoTime}
   */
  Attempt(
      Question question,
      String token,
      ConnectionOverrides overrides,
      Clients clients,
      Logins logins,
      InstantSource clock,
      long deadline) {
    this.question = question;
    this.token = token;
    this.overrides = overrides;
    this.clients = clients;
    this.logins = logins;
    this.clock = clock;
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
      HttpResponse<byte[]> response;
      try {
        response = send();
      } catch (ExecutionException e) {
        return failed(Trouble.of(e.getCause() == null ? e : e.getCause(), address));
      } catch (TimeoutException e) {
        return failed(Trouble.slow(address));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed(Trouble.slow(address));
      }
      note(response);
      if (response.statusCode() == 401 && logIn(response)) {
        continue;
      }
      Optional<String> elsewhere = response.headers().firstValue("Location");
      if (!isRedirect(response.statusCode()) || elsewhere.isEmpty()) {
        return judged(response);
      }
      if (!follow(response.statusCode(), elsewhere.get())) {
        return failed(new Trouble(11100, "No address to follow: " + elsewhere.get(), Mishap.FINAL));
      }
      hops++;
    }
    String message = "More than " + MOST_REDIRECTS + " redirections, the last to " + bare(address);
    return failed(new Trouble(11215, message, Mishap.FINAL));
  }

  private HttpResponse<byte[]> send()
      throws ExecutionException, TimeoutException, InterruptedException {
    boolean inQuery = !method.equals("POST");
    URI target = inQuery ? withQuery(bare(address)) : bare(address);
    long left = Math.max(1, deadline - System.nanoTime());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(shorter(overrides.read(), Duration.ofNanos(left)))
            .header("User-Agent", "TwilioProxy/1.1")
            .header("Accept", "*/*")
            .header("I-Twilio-Idempotency-Token", question.idempotencyToken())
            .header(
                RequestSignature.HEADER,
                RequestSignature.of(token, target, inQuery ? List.of() : parameters));
    if (inQuery) {
      request.GET();
    } else {
      request
          .header("Content-Type", Form.TYPE)
          .POST(BodyPublishers.ofString(Form.write(parameters)));
    }
    jar.header(target, clock.instant()).ifPresent(cookies -> request.header("Cookie", cookies));
    logins
        .at(question.callSid(), address)
        .ifPresent(login -> request.header("Authorization", login.authorization(method, target)));
    exchange =
        new Exchange(method, target.toString(), inQuery ? "" : Form.write(parameters), 0, "", "");
    CompletableFuture<HttpResponse<byte[]>> answer =
        clients.connectingWithin(overrides.connect()).sendAsync(request.build(), Attempt::reader);
    try {
      return answer.get(left, TimeUnit.NANOSECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  /** Sound is the media layer's to read, not ours. */
  private static CappedBody reader(ResponseInfo info) {
    boolean sound = isSound(type(info.headers().firstValue("Content-Type").orElse("")));
    return new CappedBody(sound ? 0 : Answer.MAX_BYTES + 1);
  }

  private void note(HttpResponse<byte[]> response) {
    List<String> lines = response.headers().allValues("Set-Cookie");
    if (!lines.isEmpty()) {
      List<Cookie> said = CookieJar.read(address, lines, clock.instant());
      received.addAll(said);
      jar = jar.with(said, clock.instant());
    }
    String headers =
        response.headers().map().entrySet().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("set-cookie"))
            .flatMap(header -> header.getValue().stream().map(v -> header.getKey() + ": " + v))
            .collect(Collectors.joining("\n"));
    exchange =
        new Exchange(
            exchange.method(),
            exchange.address(),
            exchange.parameters(),
            response.statusCode(),
            headers,
            text(response));
  }

  private boolean logIn(HttpResponse<byte[]> response) {
    String userInfo = address.getUserInfo();
    if (challenged || userInfo == null) {
      return false;
    }
    challenged = true;
    return Challenge.best(response.headers().allValues("WWW-Authenticate"))
        .map(challenge -> {
          logins.remember(question.callSid(), address, new Login(challenge, userInfo));
          return true;
        })
        .orElse(false);
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** RFC 9110 section 15.4: 307 and 308 keep the method, the others make a GET as browsers do. */
  private boolean follow(int status, String location) {
    URI next;
    try {
      next = bare(address).resolve(location);
    } catch (IllegalArgumentException e) {
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
    address = next;
    challenged = false;
    return true;
  }

  private Result judged(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status < 200 || status > 299) {
      Mishap mishap = status >= 500 ? Mishap.SERVER_ERROR : Mishap.CLIENT_ERROR;
      return failed(new Trouble(11200, "Got HTTP " + status + " from " + bare(address), mishap));
    }
    String type = type(response.headers().firstValue("Content-Type").orElse(""));
    Answer answer =
        isSound(type)
            ? new Answer.Sound(type, address, received, exchange)
            : new Answer.Text(type, text(response), bare(address), received, exchange);
    return new Result(answer, Mishap.FINAL);
  }

  private Result failed(Trouble trouble) {
    return new Result(
        new Answer.Failure(trouble.code(), trouble.message(), received, exchange),
        trouble.mishap());
  }

  private static String text(HttpResponse<byte[]> response) {
    Matcher named = CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
    Charset charset = StandardCharsets.UTF_8;
    if (named.find()
        && Charset.availableCharsets().containsKey(named.group(1).toUpperCase(Locale.ROOT))) {
      charset = Charset.forName(named.group(1));
    }
    return new String(response.body(), charset);
  }

  private static String type(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isSound(String type) {
    return type.startsWith("audio/");
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

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
