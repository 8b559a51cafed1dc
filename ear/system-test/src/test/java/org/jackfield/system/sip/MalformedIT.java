package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.FragileServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RFC 4475 and worse peers send to a running server: 400 or silence, one count, nothing in the
 * log, and the next message served. The extension looks for what is left behind.
 */
class MalformedIT {
  private static final Duration SHORT = Duration.ofMillis(5);

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(FragileServlet.class);

  private int logged;

  @BeforeEach
  void begin() {
    logged = application.server().log().length();
  }

  @AfterEach
  void nothingIsLogged() {
    assertThat(application.server().log().substring(logged).lines())
        .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "))
        .noneMatch(line -> line.matches("\\s+at .*"));
  }

  /** A request that is right but for one thing. */
  private record Torture(String name, UnaryOperator<String> spoil) {
    static Torture of(String name, String pattern, String by) {
      return new Torture(name, request -> request.replaceFirst(pattern, by));
    }
  }

  private static final List<Torture> REFUSED =
      List.of(
          Torture.of("3.1.2.1 separators to no purpose", "From: <", "From: ;;,;,, <<"),
          Torture.of("3.1.2.3 negative Content-Length", "Content-Length: 0", "Content-Length: -9"),
          Torture.of("3.1.2.4 overlarge numbers", "CSeq: \\d+", "CSeq: 36893488147419103232"),
          Torture.of("3.1.2.6 quote without end", "From: <", "From: \"Mr. J. <"),
          Torture.of("3.1.2.7 URI in brackets", "sip:anybody@(\\S+) SIP", "<sip:anybody@$1> SIP"),
          Torture.of("3.1.2.8 space within the URI", "sip:anybody@", "sip:any body@"),
          Torture.of("3.1.2.16 unknown version", "SIP/2.0\r\nVia", "SIP/7.0\r\nVia"),
          Torture.of("3.1.2.17 CSeq names another method", "(CSeq: \\d+) OPTIONS", "$1 INVITE"),
          Torture.of("3.1.2.18 unknown method and another", "(CSeq: \\d+) OPTIONS", "$1 NEW"),
          Torture.of("no method in CSeq", "(CSeq: \\d+) OPTIONS", "$1"),
          Torture.of("Content-Length is no number", "Content-Length: 0", "Content-Length: many"),
          Torture.of("body shorter than said", "Content-Length: 0", "Content-Length: 60000"),
          Torture.of("Max-Forwards is no number", "Max-Forwards: 70", "Max-Forwards: many"));

  static Stream<Arguments> refused() {
    return Stream.of("UDP", "TCP")
        .flatMap(transport ->
            REFUSED.stream()
                .filter(torture -> !breaksTheStream(transport, torture))
                .map(
                    torture -> Arguments.of(transport, Named.of(torture.name(), torture.spoil()))));
  }

  private static boolean breaksTheStream(String transport, Torture torture) {
    return transport.equals("TCP") && torture.name().equals("body shorter than said");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedAndCounted(String transport, UnaryOperator<String> spoil) {
    long before = parseErrors(transport);
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String right = dialog.prepare("OPTIONS").text();
      String wrong = spoil.apply(right);
      assertThat(wrong).isNotEqualTo(right);

      phone.sendRaw(wrong.getBytes(UTF_8));

      Message answer = phone.await("a refusal", message -> !message.isRequest());
      assertThat(answer.startLine()).matches("SIP/2.0 (400|505) .*");
    }
    awaitParseErrors(transport, before + 1);
    mustServe(transport);
  }

  private static final List<Torture> UNANSWERABLE =
      List.of(
          Torture.of("3.3.1 no From", "From: .*\r\n", ""),
          Torture.of("no Via", "Via: .*\r\n", ""),
          Torture.of("no Call-ID", "Call-ID: .*\r\n", ""),
          Torture.of(
              "3.1.2.19 a response with a status too large", "OPTIONS .*", "SIP/2.0 4294967301 X"),
          Torture.of("a response without anything", "(?s)OPTIONS .*", "SIP/2.0 200 OK\r\n\r\n"),
          Torture.of("an ACK without a From", "(?s)OPTIONS (.*)From: .*?\r\n", "ACK $1"),
          Torture.of("another protocol", "(?s)OPTIONS .*", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
          Torture.of("no header", "(?s)(OPTIONS .*?\r\n).*", "$1\r\n"),
          Torture.of("zeroes and colons", "(?s)OPTIONS .*", "\0:\0:\r\n:\r\n::\r\n\r\n"));

  static Stream<Arguments> unanswerable() {
    return UNANSWERABLE.stream()
        .map(torture -> Arguments.of(Named.of(torture.name(), torture.spoil())));
  }

  @ParameterizedTest
  @MethodSource("unanswerable")
  void isCountedAndForgotten(UnaryOperator<String> spoil) {
    long before = parseErrors("UDP");
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      phone.sendRaw(spoil.apply(dialog.prepare("OPTIONS").text()).getBytes(UTF_8));

      awaitParseErrors("UDP", before + 1);
      dialog.expect(200, dialog.send("OPTIONS"));
      assertThat(phone.unread()).isEmpty();
    }
  }

  private static final List<Torture> STRANGE =
      List.of(
          new Torture(
              "3.1.1.1 short forms and folding",
              request ->
                  request
                      .replaceFirst("Via:", "v  :")
                      .replaceFirst("From:", "f:")
                      .replaceFirst("To:", "t :\r\n ")
                      .replaceFirst("Call-ID:", "I:")
                      .replaceFirst("Content-Length: 0", "l:\t0")),
          Torture.of("3.1.1.3 escapes in the user", "sip:anybody@", "sip:any%62ody%20@"),
          Torture.of("3.1.1.4 an escaped zero", "From: <sip:", "From: <sip:null-%00-"),
          Torture.of("3.1.1.6 no space before a bracket", "From: <", "From: caller<"),
          Torture.of("3.1.1.7 long values", "Max-", "X-Long: " + "x".repeat(4000) + "\r\nMax-"),
          Torture.of("3.1.1.9 a semicolon in the user", "sip:anybody@", "sip:anybody;par=u%40h@"),
          Torture.of(
              "3.1.1.12 reasons in any script", "Max-", "Subject: \u03b1\u0436\u4e2d\r\nMax-"),
          Torture.of("3.1.2.9 two spaces in the first line", "OPTIONS sip:", "OPTIONS  sip:"),
          Torture.of("an empty line first", "^", "\r\n"),
          Torture.of("a header that nobody knows, broken", "Max-", "X-(: 1\r\nMax-"),
          Torture.of("3.3.10 a broken header of no concern", "Max-", "Date: tomorrow\r\nMax-"));

  static Stream<Arguments> strange() {
    return Stream.of("UDP", "TCP")
        .flatMap(transport ->
            STRANGE.stream()
                .map(
                    torture -> Arguments.of(transport, Named.of(torture.name(), torture.spoil()))));
  }

  @ParameterizedTest
  @MethodSource("strange")
  void isServedWhereItOnlyLooksStrange(String transport, UnaryOperator<String> spoil) {
    long before = parseErrors(transport);
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      phone.sendRaw(spoil.apply(dialog.prepare("OPTIONS").text()).getBytes(UTF_8));

      Message answer = phone.await("an answer", message -> !message.isRequest());
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(parseErrors(transport)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void outlivesMessagesThatAreCutOff(String transport) {
    byte[] whole;
    try (Phone phone = application.phone(transport)) {
      whole = phone.dialog(application.uri("anybody")).prepare("INVITE").text().getBytes(UTF_8);
    }
    for (int length = 1; length < whole.length; length += 9) {
      try (Phone phone = application.phone(transport)) {
        phone.sendRaw(Arrays.copyOf(whole, length));
      }
    }
    mustServe(transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void outlivesNoise(String transport) {
    Random random = new Random(4475);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[1 + random.nextInt(1500)];
      random.nextBytes(noise);
      try (Phone phone = application.phone(transport)) {
        phone.sendRaw(noise);
      }
    }
    mustServe(transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void outlivesMessagesWithNoiseInThem(String transport) {
    Random random = new Random(3261);
    for (int i = 0; i < 150; i++) {
      try (Phone phone = application.phone(transport)) {
        Dialog dialog = phone.dialog(application.uri("anybody"));
        String method = i % 3 == 0 ? "INVITE" : "OPTIONS";
        byte[] bytes = dialog.prepare(method).text().getBytes(UTF_8);
        for (int at = 0; at < 1 + i % 20; at++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        phone.sendRaw(bytes);
        // at its own pace: this is about what is sent, not how much of it
        phone.await("an answer, if it can be given", message -> true, SHORT);
      }
    }
    mustServe(transport);
  }

  @Test
  void hangsUpWhereTheNextMessageCannotBeFound() {
    long before = parseErrors("TCP");
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String endless = "OPTIONS sip:anybody@127.0.0.1 SIP/2.0\r\nX: " + "x".repeat(500_000);
      boolean cutOff = isCutOff(phone, endless);

      awaitParseErrors("TCP", before + 1);
      Await.until("the connection is closed", () -> cutOff || isClosed(phone, dialog));
    }
    mustServe("TCP");
  }

  /** The server need not wait for the end before it hangs up. */
  private static boolean isCutOff(Phone phone, String message) {
    try {
      phone.sendRaw(message.getBytes(UTF_8));
      return false;
    } catch (java.io.UncheckedIOException closed) {
      return true;
    }
  }

  private static boolean isClosed(Phone phone, Dialog dialog) {
    try {
      dialog.send("OPTIONS");
      return false;
    } catch (java.io.UncheckedIOException closed) {
      return true;
    }
  }

  private static void mustServe(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      dialog.expect(200, dialog.send("OPTIONS"));
    }
  }

  private static void awaitParseErrors(String transport, long expected) {
    Await.until("it is counted once", () -> parseErrors(transport) == expected);
  }

  private static long parseErrors(String transport) {
    String connector = "subsystem=sip/connector=" + transport.toLowerCase(java.util.Locale.ROOT);
    return application.server().read(connector, "parse-errors").asLong();
  }
}
