import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * An application behind a telephone number: a menu, a mailbox, and calls that are put through. It
 * needs nothing but a JDK: {@code java demo/Menu.java}. How it is set is in README.md.
 */
class Menu {

  private static final int LONGEST_FORM = 64 * 1024;
  private static final String CHOICES =
      """
      To leave a message, press 1. To talk to the desk, press 2. To call a number, press 3. \
      To hear the messages, press 4.\
      """;

  private final String base;
  private final String number;
  private final String desk;
  private final Signature signature;
  private final CallApi api;
  private final StatusPage page;

  private Menu(String base, Map<String, String> settings) {
    String token = required(settings, "AUTH_TOKEN");
    this.base = base;
    number = settings.getOrDefault("NUMBER", "+15550100");
    desk = settings.getOrDefault("DESK", "desk");
    signature = new Signature(token);
    api =
        new CallApi(
            settings.getOrDefault("API", "http://127.0.0.1:8080"),
            required(settings, "ACCOUNT_SID"),
            token);
    page = new StatusPage(api, number);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = System.getenv();
    int port = Integer.parseInt(settings.getOrDefault("PORT", "8000"));
    String base = settings.getOrDefault("PUBLIC_URL", "http://127.0.0.1:" + port);
    Menu menu = new Menu(base, settings);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", menu::handle);
    server.start();
    System.out.println(menu.api.lead(menu.number, base));
    System.out.println("The demonstration is ready at " + base + "/");
  }

  private static String required(Map<String, String> settings, String name) {
    String value = settings.getOrDefault(name, "");
    if (value.isEmpty()) {
      System.err.println(name + " is not set: it is that of your account");
      System.exit(2);
    }
    return value;
  }

  // --- What the caller hears ---------------------------------------------------------------------

  /** The document for a request of the server, as TwiML; nothing if there is no such page. */
  private String answer(Request request) throws IOException {
    return switch (request.path()) {
      case "/voice" -> menu(greeting(request.cookie("visits")));
      case "/menu" -> menu("");
      case "/chosen" -> chosen(request.parameter("Digits"));
      case "/recorded" -> recorded(request.parameter("RecordingDuration"));
      case "/number" -> called(request.parameter("Digits"));
      case "/called" -> talked(request.parameter("DialCallStatus"));
      case "/mailbox" -> mailbox(request);
      default -> "";
    };
  }

  private static String greeting(String visits) {
    return visits.isEmpty() ? "Welcome to Jackfield." : "Welcome back.";
  }

  /** Keys end what is said; who presses none for five seconds hears the end of the document. */
  private static String menu(String greeting) {
    return "<Gather numDigits=\"1\" action=\"/chosen\">"
        + (greeting.isEmpty() ? "" : say(greeting))
        + say(CHOICES)
        + "</Gather>"
        + say("Goodbye.");
  }

  private String chosen(String key) {
    return switch (key) {
      case "1" ->
          say("Speak after the tone, and press hash at the end.")
              + "<Record action=\"/recorded\" maxLength=\"120\" finishOnKey=\"#\""
              + " recordingStatusCallback=\"/message\"/>"
              + say("Nothing was recorded.")
              + "<Redirect>/menu</Redirect>";
      case "2" -> say("One moment, please.") + dial("", deskOf(desk));
      case "3" ->
          "<Gather finishOnKey=\"#\" timeout=\"10\" action=\"/number\">"
              + say("Dial the number with its country code, and then hash.")
              + "</Gather><Redirect>/menu</Redirect>";
      case "4" -> "<Redirect>/mailbox?at=0</Redirect>";
      default -> say("There is nothing behind that key.") + "<Redirect>/menu</Redirect>";
    };
  }

  private static String recorded(String seconds) {
    return say("Thank you. Your message has " + seconds + " seconds.")
        + "<Redirect>/menu</Redirect>";
  }

  /** Whom the account may call is set at the server: nobody dials at your cost by mistake. */
  private String called(String digits) {
    return dial(
        " callerId=\"" + escaped(number) + "\"", "<Number>+" + escaped(digits) + "</Number>");
  }

  private static String dial(String more, String whom) {
    return "<Dial timeout=\"20\" action=\"/called\"" + more + ">" + whom + "</Dial>";
  }

  private static String deskOf(String desk) {
    return desk.startsWith("sip:")
        ? "<Sip>" + escaped(desk) + "</Sip>"
        : "<Client>" + escaped(desk) + "</Client>";
  }

  private static String talked(String status) {
    String outcome =
        switch (status) {
          case "completed" -> "The call has ended.";
          case "busy" -> "The line is busy.";
          default -> "Nobody could be reached.";
        };
    return say(outcome) + "<Redirect>/menu</Redirect>";
  }

  /** One message a document: 9 removes it, star leads back, all else to the next. */
  private String mailbox(Request request) throws IOException {
    int at = Integer.parseInt(request.parameter("at"));
    switch (request.parameter("Digits")) {
      case "" -> {}
      case "*" -> {
        return "<Redirect>/menu</Redirect>";
      }
      case "9" -> api.remove(request.parameter("sid"));
      default -> at++;
    }
    List<Map<String, String>> messages = api.messages();
    if (at >= messages.size()) {
      return say(at == 0 ? "There are no messages." : "There are no more messages.")
          + "<Redirect>/menu</Redirect>";
    }
    Map<String, String> message = messages.get(at);
    String sid = message.get("Sid");
    return "<Gather numDigits=\"1\" finishOnKey=\"\" timeout=\"2\" action=\"/mailbox?at="
        + (at + "&amp;sid=" + sid + "\">")
        + say("Message " + (at + 1) + ". Press 9 to remove it, star for the menu.")
        // The server plays a recording of its own without asking for a password
        + ("<Play>" + api.soundOf(sid) + "</Play></Gather>")
        + ("<Redirect>/mailbox?at=" + (at + 1) + "</Redirect>");
  }

  private static String say(String text) {
    return "<Say>" + text + "</Say>";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  // --- How it is asked ---------------------------------------------------------------------------

  /** A request: its path, the parameters of its query and its form, and its cookies. */
  private record Request(String path, Map<String, String> parameters, String cookies) {

    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }

    String cookie(String name) {
      for (String cookie : cookies.split("; ")) {
        if (cookie.startsWith(name + "=")) {
          return cookie.substring(name.length() + 1);
        }
      }
      return "";
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> instruct(exchange);
        case "GET" -> page.show(exchange);
        default -> send(exchange, 405, "text/plain", "");
      }
    } catch (IOException | RuntimeException failed) {
      System.err.println(exchange.getRequestURI() + ": " + failed);
      throw failed;
    }
  }

  /** Who has not signed with the account's token is not the server, and hears nothing. */
  private void instruct(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_FORM);
    Map<String, String> form = read(new String(body, StandardCharsets.UTF_8));
    String signed = exchange.getRequestHeaders().getFirst("X-Twilio-Signature");
    if (!signature.isOf(base + asked, form, signed == null ? "" : signed)) {
      send(exchange, 403, "text/plain", "The signature is missing or wrong");
      return;
    }
    if (asked.getPath().equals("/status") || asked.getPath().equals("/message")) {
      page.told(form);
      send(exchange, 200, "text/plain", "");
      return;
    }
    Map<String, String> parameters = new TreeMap<>(form);
    parameters.putAll(read(asked.getRawQuery() == null ? "" : asked.getRawQuery()));
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    Request request = new Request(asked.getPath(), parameters, cookies == null ? "" : cookies);
    String document = answer(request);
    if (document.isEmpty()) {
      send(exchange, 404, "text/plain", "There is no " + asked.getPath());
      return;
    }
    if (asked.getPath().equals("/voice")) {
      // The server keeps it for the caller, for all his calls of the next four hours
      exchange.getResponseHeaders().add("Set-Cookie", "visits=" + next(request.cookie("visits")));
    }
    send(exchange, 200, "text/xml", "<Response>" + document + "</Response>");
  }

  private static int next(String visits) {
    return visits.matches("[0-9]{1,6}") ? Integer.parseInt(visits) + 1 : 1;
  }

  /** Names and values of a query or a form. */
  private static Map<String, String> read(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.split("&")) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        values.put(decoded(pair.substring(0, sign)), decoded(pair.substring(sign + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
