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
import java.util.HashMap;
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
public final class VoiceServer implements AutoCloseable {

  private static final Path EAR =
      Path.of(System.getProperty("jackfield.home"), "ear/application/target/jackfield.ear");

  /** Where the shared one calls numbers, and where text is made of speech for it: its own ports. */
  public static final int GATEWAY = 5_110;

  public static final int TRANSCRIPTION = 15_600;

  /** By which routers on other servers are known to the shared one. */
  public static final String SECRET = "known to routers alone";

  /** The operator's table of voices of the shared one. */
  public static final Path VOICES =
      Path.of(System.getProperty("jackfield.test.work"), "voices.properties");

  private static final int SHIFT = 400;
  private static @Nullable VoiceServer shared;

  private final TestServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String account;
  private final String token;

  private VoiceServer(TestServer server) throws IOException {
    this.server = server;
    server.deploy(ear());
    String credentials = Files.readString(server.data().resolve("jackfield-account.txt"));
    this.account = first("AC[0-9a-f]{32}", credentials);
    this.token = first("\\b[0-9a-f]{32}\\b", credentials.replace(account, ""));
  }

  /** The application, for a server that has another's database. */
  static EnterpriseArchive ear() {
    return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, EAR.toFile());
  }

  /** The one that tests use which leave it as they found it. */
  public static synchronized VoiceServer shared() throws IOException {
    if (shared == null) {
      Files.createDirectories(VOICES.getParent());
      Files.writeString(VOICES, "");
      VoiceServer started =
          start(
              "voice",
              SHIFT,
              "-Djackfield.rtp.codecs=PCMU,PCMA,G722,OPUS",
              "-Djackfield.gateway=sip:127.0.0.1:" + ofShared(GATEWAY),
              "-Djackfield.media.voices=" + VOICES,
              "-Djackfield.media.longest-fetch=8",
              "-Djackfield.media.secret=" + SECRET,
              "-Djackfield.media.transcription=http://127.0.0.1:"
                  + ofShared(TRANSCRIPTION)
                  + "/text?lang={language}");
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /** A port of the shared one, which need not have been started. */
  public static int ofShared(int standard) {
    return standard + TestServer.offset() + SHIFT;
  }

  /** Starts another. */
  public static VoiceServer start(String name, int shift, String... options) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("-Djackfield.allowed-networks=127.0.0.0/8");
    all.add("-Djackfield.dialing.allowed-prefixes=*");
    // Away from the ports of phones and of other servers
    all.add("-Djackfield.rtp.ports=61000-65535");
    all.addAll(List.of(options));
    TestServer server = TestServer.start(name, shift, all.toArray(String[]::new));
    try {
      return new VoiceServer(server);
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  public TestServer server() {
    return server;
  }

  public String account() {
    return account;
  }

  public String token() {
    return token;
  }

  /** The address that a phone calls to reach a number. */
  public String sip(String number) {
    return "sip:" + number + "@127.0.0.1:" + server.sipPort();
  }

  /** Makes a number ours, with the application that it is for. */
  public void number(String number, String voiceUrl) throws IOException, InterruptedException {
    number(number, voiceUrl, Map.of());
  }

  /** The same, with more of the number's own parameters. */
  public void number(String number, String voiceUrl, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> form = new HashMap<>(more);
    form.putAll(Map.of("PhoneNumber", number, "VoiceUrl", voiceUrl, "VoiceMethod", "POST"));
    HttpResponse<String> made = post("IncomingPhoneNumbers.json", form);
    if (made.statusCode() != 201) {
      throw new AssertionError("No number: " + made.statusCode() + " " + made.body());
    }
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public HttpResponse<String> post(String path, Map<String, String> form)
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

  public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:%d/2010-04-01/Accounts/%s/%s"
                    .formatted(server.httpPort(), account, path)))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", basic());
  }

  private String basic() {
    String who = account + ":" + token;
    return "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Waits until a call is shown with a status, and gives its JSON. */
  public String awaitCall(String sid, String status) {
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
  public byte[] media(String path) throws IOException, InterruptedException {
    return bytes("/media/" + path);
  }

  /** The sound of a recording, in the form that a suffix says. */
  byte[] recording(String sid, String suffix) throws IOException, InterruptedException {
    return bytes("/2010-04-01/Accounts/" + account + "/Recordings/" + sid + suffix);
  }

  private byte[] bytes(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
            .header("Authorization", basic())
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
