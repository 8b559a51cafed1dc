package org.example.greeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GreeterIT {
  private static final int OFFSET = Integer.getInteger("test.offset");
  private static final Path HOME = Path.of(System.getProperty("test.server"));
  private static Process server;

  @BeforeAll
  static void startTheServer() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            HOME.resolve("bin/standalone.sh").toString(),
            "-Djboss.socket.binding.port-offset=" + OFFSET);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // so that the end of the script is the end of the server
    builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    Path log = HOME.resolveSibling("server.log");
    server = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!Files.readString(log).contains("WFLYSRV0025")) {
      boolean failed = !server.isAlive() || Files.readString(log).contains("WFLYSRV0026");
      assertFalse(failed || System.nanoTime() > deadline, "The server does not start: see " + log);
      Thread.sleep(100);
    }
  }

  @AfterAll
  static void stopTheServer() throws Exception {
    server.descendants().forEach(ProcessHandle::destroy);
    server.destroy();
    server.waitFor();
  }

  @Test
  void answersACallAndCountsIt() throws Exception {
    assertEquals("{\"answered\":0}", calls());

    try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      phone.setSoTimeout(10_000);
      String contact = "sip:caller@127.0.0.1:" + phone.getLocalPort();

      send(phone, request("INVITE", 1, "", contact));
      String answer = await(phone, "200");
      Matcher tag = Pattern.compile("(?im)^To:.*;tag=([^;\\s]+)").matcher(answer);
      assertTrue(tag.find(), answer);
      send(phone, request("ACK", 1, ";tag=" + tag.group(1), contact));

      send(phone, request("BYE", 2, ";tag=" + tag.group(1), contact));
      await(phone, "200");
    }

    assertEquals("{\"answered\":1}", calls());
  }

  private static String calls() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + (8080 + OFFSET) + "/greeter/api/calls");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static String request(String method, int number, String tag, String contact) {
    return String.join(
        "\r\n",
        method + " sip:greeter@127.0.0.1:" + (5060 + OFFSET) + " SIP/2.0",
        "Via: SIP/2.0/UDP "
            + contact.substring("sip:caller@".length())
            + ";branch=z9hG4bK-"
            + method
            + number,
        "From: <" + contact + ">;tag=caller",
        "To: <sip:greeter@127.0.0.1>" + tag,
        "Call-ID: greeter-it@127.0.0.1",
        "CSeq: " + number + " " + method,
        "Contact: <" + contact + ">",
        "Max-Forwards: 70",
        "Content-Length: 0",
        "",
        "");
  }

  private static void send(DatagramSocket phone, String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    phone.send(
        new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), 5060 + OFFSET));
  }

  /** Reads responses up to the one of this status; the socket's time limit ends a vain wait. */
  private static String await(DatagramSocket phone, String status) throws IOException {
    byte[] buffer = new byte[8192];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      phone.receive(packet);
      String response = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (response.startsWith("SIP/2.0 " + status)) {
        return response;
      }
    }
  }
}
