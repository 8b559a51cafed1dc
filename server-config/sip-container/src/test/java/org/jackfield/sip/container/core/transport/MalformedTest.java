package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What RFC 4475 and worse peers send: 400 or silence, one count, and the next message served. */
class MalformedTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    assertThat(bench.stack.troubles()).isZero();
    assertThat(bench.stack.queued()).isZero();
    bench.close();
  }

  static Stream<Named<UnaryOperator<String>>> refused() {
    return Stream.of(
        Named.of("no end of From", s -> s.replaceFirst("From: <sip:alice@", "From: <<sip:alice@")),
        Named.of("CSeq too large", s -> s.replace("CSeq: 1 ", "CSeq: 36893488147419103232 ")),
        Named.of("CSeq of another method", s -> s.replace("CSeq: 1 OPTIONS", "CSeq: 1 INVITE")),
        Named.of("negative Content-Length", s -> s.replace("Length: 0", "Length: -999")),
        Named.of("Content-Length no number", s -> s.replace("Length: 0", "Length: many")),
        Named.of("body shorter than said", s -> s.replace("Length: 0", "Length: 9999")),
        Named.of("no CSeq method", s -> s.replace("CSeq: 1 OPTIONS", "CSeq: 1")),
        Named.of("unknown version", s -> s.replaceFirst("SIP/2.0\r\n", "SIP/7.0\r\n")),
        Named.of("Via of another transport", s -> s.replace("SIP/2.0/UDP", "SIP/2.0/SCTP")),
        Named.of("Request-URI in brackets", s -> s.replaceFirst("sip:bob@e.*? ", "<sip:bob@e> ")),
        Named.of("broken Contact", s -> s.replaceFirst("Contact: <sip:", "Contact: \"Joe <<<si:")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRequestThatIsWrongIsRefused(UnaryOperator<String> spoil) throws Exception {
    InetSocketAddress server = bench.open(Transport.UDP);
    try (Phone phone = Phone.udp(server)) {
      String request = phone.request("OPTIONS", "torture", 1, "");
      String spoilt = spoil.apply(request);
      assertThat(spoilt).isNotEqualTo(request);
      phone.send(spoilt);

      assertThat(phone.receive()).matches("(?s)SIP/2.0 (400|505) .*");
      assertThat(bench.traffic.parseErrorCount()).isEqualTo(1);
      stillServes(phone);
    }
  }

  static Stream<Named<UnaryOperator<String>>> ignored() {
    return Stream.of(
        Named.of("no headers", s -> "OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n"),
        Named.of("no Call-ID", s -> s.replaceFirst("Call-ID: .*\r\n", "")),
        Named.of("no Via", s -> s.replaceFirst("Via: .*\r\n", "")),
        Named.of("an ACK", s -> s.replace("OPTIONS", "ACK").replace("From: <", "From: <<")),
        Named.of("a response", s -> s.replaceFirst("OPTIONS .*\r\n", "SIP/2.0 4294967301 X\r\n")),
        Named.of("another protocol", s -> "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"),
        Named.of("one byte", s -> "x"),
        Named.of("zeroes and colons", s -> "\0:\0:\r\n:\r\n::\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("ignored")
  void whatCannotBeAnsweredIsCountedAndForgotten(UnaryOperator<String> spoil) throws Exception {
    InetSocketAddress server = bench.open(Transport.UDP);
    try (Phone phone = Phone.udp(server)) {
      phone.send(spoil.apply(phone.request("OPTIONS", "torture", 1, "")));
      stillServes(phone);
      // another worker than that of what is still served may count it
      Bench.until("it is counted", () -> bench.traffic.parseErrorCount() == 1);
      assertThat(bench.agent.requests).hasSize(1);
    }
  }

  static Stream<Named<UnaryOperator<String>>> served() {
    return Stream.of(
        Named.of(
            "short forms and folding",
            s ->
                s.replace("Via:", "v  :")
                    .replace("From:", "F:")
                    .replace("To:", "t :\r\n ")
                    .replace("Call-ID:", "I:")
                    .replace("Content-Length: 0", "l:\t0")),
        Named.of(
            "an escaped quote in a name",
            s -> s.replaceFirst("From: ", "From: \"J Rosenberg \\\\\\\\\\\\\"\" ")),
        Named.of(
            "an unknown method's friend", s -> s.replace("Max-Forwards: 70", "X-UTF: häßlich")),
        Named.of("bytes after the body", s -> s + "v=0\r\nbytes that do not count"),
        Named.of("a semicolon in the user", s -> s.replaceFirst("sip:bob@", "sip:bob;x=1@")),
        Named.of("a header nobody knows, broken", s -> s.replaceFirst("Max", "X-(: 1\r\nMax")),
        Named.of("an empty line first", s -> "\r\n" + s));
  }

  @ParameterizedTest
  @MethodSource("served")
  void whatOnlyLooksStrangeIsServed(UnaryOperator<String> strange) throws Exception {
    InetSocketAddress server = bench.open(Transport.UDP);
    try (Phone phone = Phone.udp(server)) {
      phone.send(strange.apply(phone.request("OPTIONS", "strange", 1, "")));

      assertThat(phone.receive()).startsWith("SIP/2.0 200");
      assertThat(bench.traffic.parseErrorCount()).isZero();
    }
  }

  @Test
  void aStreamIsAnsweredAndGoesOnAfterARequestThatIsWrong() throws Exception {
    InetSocketAddress server = bench.open(Transport.TCP);
    try (Phone phone = bench.call(Transport.TCP, server)) {
      phone.send(phone.request("OPTIONS", "bad", 1, "").replace("From: <", "From: <<"));
      assertThat(phone.receive()).startsWith("SIP/2.0 400");
      stillServes(phone);
    }
  }

  @Test
  void aStreamEndsWhereTheNextMessageCannotBeFound() throws Exception {
    InetSocketAddress server = bench.open(Transport.TCP);
    try (Phone phone = bench.call(Transport.TCP, server)) {
      phone.send(phone.request("OPTIONS", "bad", 1, "").replace("Length: 0", "Length: many"));
      assertThat(phone.receive()).startsWith("SIP/2.0 400");
      assertThat(phone.receive()).isEqualTo("closed");
    }
    try (Phone phone = bench.call(Transport.TCP, server)) {
      phone.send(phone.request("OPTIONS", "big", 1, "").replace("Length: 0", "Length: 70000"));
      assertThat(phone.receive()).startsWith("SIP/2.0 400 Message Too Large");
      assertThat(phone.receive()).isEqualTo("closed");
    }
    assertThat(bench.traffic.parseErrorCount()).isEqualTo(2);
  }

  @Test
  void messagesMayComeInAnyPieces() throws Exception {
    InetSocketAddress server = bench.open(Transport.TCP);
    try (Phone phone = bench.call(Transport.TCP, server)) {
      String two =
          phone.request("OPTIONS", "one", 1, "") + "\r\n" + phone.request("OPTIONS", "two", 1, "");
      for (String piece : two.split("(?<=\\G.{7})")) {
        phone.send(piece);
      }
      assertThat(phone.receive()).startsWith("SIP/2.0 200");
      assertThat(phone.receive()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void randomBytesDoNotDisturb() throws Exception {
    Random random = new Random(4475);
    InetSocketAddress server = bench.open(Transport.UDP);
    try (Phone phone = Phone.udp(server)) {
      byte[] whole = phone.request("INVITE", "fuzz", 1, "").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 500; i++) {
        byte[] bytes = whole.clone();
        for (int at = 0; at < 1 + i % 20; at++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        phone.send(bytes);
        // at its own pace: this is about what it does, not how much of it
        String answer = phone.poll(2);
        assertThat(answer == null || answer.startsWith("SIP/2.0 ")).isTrue();
      }
      Bench.until("all is worked off", () -> bench.stack.queued() == 0);
      while (phone.poll(50) != null) {}
      phone.send(phone.request("OPTIONS", "after", 1, ""));
      String answer = phone.receive();
      while (!answer.contains("Call-ID: after")) {
        answer = phone.receive();
      }
      assertThat(answer).startsWith("SIP/2.0 200");
    }
  }

  private static void stillServes(Phone phone) throws IOException {
    phone.send(phone.request("OPTIONS", "after", 1, ""));
    assertThat(phone.receive()).startsWith("SIP/2.0 200").contains("Call-ID: after");
  }
}
