package org.jackfield.system.call;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Phone;
import org.jspecify.annotations.Nullable;

/** The server that tests of trunks share, and the trunks that one of them has made. */
final class ProvidedServer implements AutoCloseable {

  private static final Pattern SID = Pattern.compile("\"sid\":\"([A-Z]{2}[0-9a-f]{32})\"");
  private static @Nullable VoiceServer shared;
  private static @Nullable Path file;

  private final Deque<String> made = new ArrayDeque<>();

  /** The server. */
  static synchronized VoiceServer server() throws IOException {
    if (shared == null) {
      Path trunks = Files.createTempDirectory("trunks").resolve("trunks.json");
      Files.writeString(trunks, "{}");
      VoiceServer started =
          VoiceServer.start(
              "provided",
              1_300,
              "-Djackfield.trunks.file=" + trunks,
              "-Djackfield.trunks.file.interval=200",
              "-Djackfield.rtp.codecs=PCMU,PCMA,G722");
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
      file = trunks;
    }
    return shared;
  }

  /** Writes the operator's file of trunks. */
  static void file(String json) throws IOException {
    Path there = java.util.Objects.requireNonNull(file);
    FileTime before = Files.getLastModifiedTime(there);
    Files.writeString(there, json);
    // A file that is written twice in a tick of its clock would seem to be the same
    Files.setLastModifiedTime(
        there, FileTime.from(Instant.ofEpochMilli(before.toMillis() + 1_000)));
  }

  /** Empties it, and waits until none of its trunks is there. */
  static void noFile() throws Exception {
    file("{}");
    Await.until(
        "no trunk is the operator's",
        () -> !server().get("Trunks.json").body().contains("\"source\":\"file\""));
  }

  /** Makes a trunk that is gone after the test. */
  String trunk(Map<String, String> settings) throws Exception {
    Map<String, String> form = new HashMap<>(Map.of("FriendlyName", "a", "ProbeInterval", "0"));
    form.putAll(settings);
    return make("Trunks", form);
  }

  /** Gives it a gateway. */
  String gateway(String trunk, Phone phone, int priority) throws Exception {
    return gateway(trunk, phone.address(), phone.transport(), priority);
  }

  /** The same, for any host. */
  String gateway(String trunk, String address, String transport, int priority) throws Exception {
    String kind = Integer.toString(priority);
    return make(
        "Trunks/" + trunk + "/Gateways",
        Map.of("Address", address, "Transport", transport, "Priority", kind));
  }

  /** Leads numbers there. */
  String route(String prefix, String trunks) throws Exception {
    return make("Routes", Map.of("Prefix", prefix, "Trunks", trunks));
  }

  private String make(String what, Map<String, String> form) throws Exception {
    HttpResponse<String> answer = server().post(what + ".json", form);
    Matcher sid = SID.matcher(answer.body());
    if (answer.statusCode() != 201 || !sid.find()) {
      throw new AssertionError("No " + what + ": " + answer.statusCode() + " " + answer.body());
    }
    made.push(what + "/" + sid.group(1));
    return sid.group(1);
  }

  /** Places a call by the API. */
  static String call(String from, String to) throws Exception {
    HttpResponse<String> placed = order(from, to, Map.of());
    Matcher sid = SID.matcher(placed.body());
    if (placed.statusCode() != 201 || !sid.find()) {
      throw new AssertionError("No call: " + placed.statusCode() + " " + placed.body());
    }
    return sid.group(1);
  }

  /** Asks for a call. */
  static HttpResponse<String> order(String from, String to, Map<String, String> more)
      throws Exception {
    Map<String, String> form = new HashMap<>(Map.of("From", from, "To", to));
    form.put("Twiml", "<Response><Pause length=\"20\"/></Response>");
    form.putAll(more);
    return server().post("Calls.json", form);
  }

  /** What the API says of a trunk. */
  static String shown(String trunk) throws Exception {
    return server().get("Trunks/" + trunk + ".json").body();
  }

  @Override
  public void close() throws Exception {
    while (!made.isEmpty()) {
      server().delete(made.pop() + ".json");
    }
  }
}
