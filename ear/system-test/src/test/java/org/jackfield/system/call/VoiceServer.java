package org.jackfield.system.call;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;

/** A server with the application, and its API as the administrator uses it. */
final class VoiceServer implements AutoCloseable {

  private static final Path EAR =
      Path.of(System.getProperty("jackfield.home"), "ear/application/target/jackfield.ear");
  private static @Nullable VoiceServer shared;

  private final TestServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String account;
  private final String token;

  private VoiceServer(TestServer server) throws IOException {
    this.server = server;
    server.deploy(ShrinkWrap.createFromZipFile(EnterpriseArchive.class, EAR.toFile()));
    String credentials = Files.readString(server.data().resolve("jackfield-account.txt"));
    this.account = first("AC[0-9a-f]{32}", credentials);
    this.token = first("\\b[0-9a-f]{32}\\b", credentials.replace(account, ""));
  }

  /** The one that tests use which leave it as they found it. */
  static synchronized VoiceServer shared() throws IOException {
    if (shared == null) {
      VoiceServer started = start("voice", 400);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /** Starts another. */
  static VoiceServer start(String name, int shift, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Djackfield.media.allowed-networks=127.0.0.0/8");
    TestServer server = TestServer.start(name, shift, all.toArray(String[]::new));
    try {
      return new VoiceServer(server);
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  TestServer server() {
    return server;
  }

  String account() {
    return account;
  }

  String token() {
    return token;
  }

  /** The address that a phone calls to reach a number. */
  String sip(String number) {
    return "sip:" + number + "@127.0.0.1:" + server.sipPort();
  }

  /** Makes a number ours, with the application that it is for. */
  void number(String number, String voiceUrl) throws IOException, InterruptedException {
    HttpResponse<String> made =
        post(
            "IncomingPhoneNumbers.json",
            Map.of("PhoneNumber", number, "VoiceUrl", voiceUrl, "VoiceMethod", "POST"));
    if (made.statusCode() != 201) {
      throw new AssertionError("No number: " + made.statusCode() + " " + made.body());
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    String who = account + ":" + token;
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:%d/2010-04-01/Accounts/%s/%s"
                    .formatted(server.httpPort(), account, path)))
        .timeout(Duration.ofSeconds(30))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Waits until a call is shown with a status, and gives its JSON. */
  String awaitCall(String sid, String status) {
    String[] seen = new String[1];
    Await.until(
        "call " + sid + " is " + status,
        Duration.ofSeconds(20),
        () -> {
          seen[0] = get("Calls/" + sid + ".json").body();
          return seen[0].contains("\"status\":\"" + status + "\"");
        });
    return seen[0];
  }

  /** What the media layer gives for an address in its space. */
  byte[] media(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.httpPort() + "/media/" + path))
            .build();
    return http.send(request, BodyHandlers.ofByteArray()).body();
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("No " + pattern + " in what the first start left");
    }
    return matcher.group();
  }

  @Override
  public void close() {
    server.close();
  }
}
