package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jackfield.call.Notification;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * G9: whatever is wrong with an application, its call has the outcome, the code and the time that
 * the manual says, with a fallback and without, and wherever the fault is.
 */
class FaultyApplicationsTest {

  /** Milliseconds; the least of the limits that hold where none is set is 5 s. */
  private static final long OTHER_LIMITS = 4_900;

  @TempDir private static Path folder;
  private static SSLContext before;
  private static FaultyServer web;
  private static HttpApplication application;
  private static QuietCalls calls;

  @BeforeAll
  static void start() throws Exception {
    Certificates certificates = new Certificates(folder);
    before = SSLContext.getDefault();
    // The HTTP client believes whom the platform believes when it is made
    SSLContext.setDefault(certificates.believing());
    web = new FaultyServer(certificates);
    application =
        new HttpApplication(
            new OneAccount(),
            InstantSource.system(),
            OneAccount.LOCAL,
            FaultyApplicationsTest::find);
    application.ask(OneAccount.question("GET", web.tls("good") + "#rc=0"));
    calls = new QuietCalls(application);
  }

  @AfterAll
  static void stop() {
    SSLContext.setDefault(before);
    calls.close();
    application.close();
    web.close();
  }

  private static InetAddress[] find(String name) throws UnknownHostException {
    if (name.endsWith(".invalid")) {
      throw new UnknownHostException(name);
    }
    return new InetAddress[] {InetAddress.getByName(name.equals("localhost") ? "127.0.0.1" : name)};
  }

  /** As the table names them, in the order of RELIABILITY G9; 0 is no error at all. */
  private static final String FAULTS =
      """
      unknown host   | 11210 | network
      refused        | 11202 | network
      black hole     | 11201 | network
      self-signed    | 11237 | network
      expired        | 11236 | network
      wrong name     | 11235 | network
      /slow-headers  | 11203 | network
      /slow-body     | 11203 | network
      /reset         | 11205 | network
      /garbage       | 11206 | network
      /401           | 11217 | network
      /404           | 11217 | network
      /500           | 11217 | network
      /loop          | 11215 | network
      /inward        | 11100 | network
      /empty         | 11770 | document
      /wrong-type    | 12300 | document
      /bad-xml       | 12100 | document
      /too-large     | 11750 | document
      /gzip-bomb     | 11750 | document
      /cookie-bomb   | 0     | none
      """;

  private static String addressOf(String fault) {
    String address =
        switch (fault) {
          case "unknown host" -> "http://no-such-host.invalid/";
          case "refused" -> web.closed();
          case "black hole" -> web.black();
          case "self-signed" -> web.tls("selfsigned");
          case "expired" -> web.tls("expired");
          case "wrong name" -> web.tls("misnamed");
          default -> web.address(fault);
        };
    return address + limitOf(fault);
  }

  /**
   * A silent application is found out soon, by the limit that is there for it. All others answer,
   * and may take their time on a busy machine.
   */
  private static String limitOf(String fault) {
    return switch (fault) {
      case "black hole" -> "#ct=300&rc=0";
      case "/slow-headers", "/slow-body" -> "#rt=400&rc=0";
      default -> "#rc=0";
    };
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void endTheCallWhereTheyAreAskedFirst(String fault, int code) throws Exception {
    long begin = System.nanoTime();
    QuietCalls.Life call = calls.arrives(voice(addressOf(fault), Optional.empty()));

    assertThat(call.outcome()).isEqualTo(code == 0 ? "busy" : "failed");
    assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L);
    assertThat(call.notes).extracting(Notification::code).isEqualTo(codes(code));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void endTheCallWhereTheyAreAskedLater(String fault, int code) throws Exception {
    QuietCalls.Life call = calls.arrives(voice(via(fault), Optional.empty()));

    assertThat(call.outcome()).isEqualTo(code == 0 ? "busy" : "failed");
    assertThat(call.notes).extracting(Notification::code).isEqualTo(codes(code));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void leaveTheCallToTheFallback(String fault, int code) throws Exception {
    for (String start : List.of(addressOf(fault), via(fault))) {
      String mark = "/busy?case=" + Integer.toHexString(start.hashCode());
      QuietCalls.Life call = calls.arrives(voice(start, Optional.of(web.address(mark))));

      assertThat(call.outcome()).isEqualTo("busy");
      assertThat(call.notes).extracting(Notification::code).isEqualTo(codes(code));
      assertThat(web.asked.stream().filter(target -> target.startsWith(mark)).findFirst())
          .matches(asked ->
              code == 0
                  ? asked.isEmpty()
                  : asked.orElse("").contains("&ErrorCode=" + code + "&ErrorUrl=http"));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void endTheCallWhereTheFallbackHasThemToo(String fault, int code) throws Exception {
    QuietCalls.Life call =
        calls.arrives(voice(web.address("/500") + "#rc=0", Optional.of(addressOf(fault))));

    assertThat(call.outcome()).isEqualTo(code == 0 ? "busy" : "failed");
    assertThat(call.notes)
        .extracting(Notification::code)
        .isEqualTo(code == 0 ? List.of(11217) : List.of(11217, code));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void doNotTouchTheCallWhereTheyAreOfAStatusCallback(String fault, int code, String kind)
      throws Exception {
    VoiceSettings voice =
        new VoiceSettings(
            Optional.of(new Target(web.address("/busy"), "GET")),
            Optional.empty(),
            Optional.of(new Target(web.address("/busy?never"), "GET")),
            Optional.of(new Target(addressOf(fault), "POST")),
            List.of("completed"));

    QuietCalls.Life call = calls.arrives(voice);

    assertThat(call.outcome()).isEqualTo("busy");
    // What a callback answers is not read as a document
    if (kind.equals("network")) {
      call.await(notes -> !notes.isEmpty());
      assertThat(call.notes)
          .singleElement()
          .satisfies(note -> assertThat(note.code()).isEqualTo(code))
          .satisfies(note -> assertThat(note.warning()).isTrue());
    }
    assertThat(web.asked).noneMatch(target -> target.startsWith("/busy?never"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FAULTS)
  void areToldWithTheRequestAndWhatWasAnswered(String fault, int code, String kind)
      throws Exception {
    QuietCalls.Life call = calls.arrives(voice(addressOf(fault), Optional.empty()));
    call.outcome();

    for (Notification note : call.notes) {
      assertThat(note.warning()).isFalse();
      assertThat(note.exchange())
          .hasValueSatisfying(exchange -> {
            assertThat(exchange.method()).isEqualTo("GET");
            assertThat(exchange.address()).startsWith("http").doesNotContain("#");
            assertThat(exchange.status())
                .isEqualTo(kind.equals("document") ? 200 : exchange.status());
          });
    }
  }

  @Test
  void areFoundOutWhenTheirTimeIsOver() {
    // Of its timers the client cuts off a part of a millisecond
    assertThat(millisUntilFailure(web.black() + "#ct=300&rc=0")).isBetween(299L, OTHER_LIMITS);
    assertThat(millisUntilFailure(web.address("/slow-headers#rt=400&rc=0")))
        .isBetween(399L, OTHER_LIMITS);
    assertThat(millisUntilFailure(web.address("/slow-body#rt=400&rc=0")))
        .isBetween(399L, OTHER_LIMITS);
    assertThat(millisUntilFailure(web.address("/slow-headers#tt=500&rc=5&rp=all")))
        .isBetween(499L, OTHER_LIMITS);
  }

  private static long millisUntilFailure(String address) {
    long begin = System.nanoTime();
    application.ask(OneAccount.question("POST", address));
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static List<Integer> codes(int code) {
    return code == 0 ? List.of() : List.of(code);
  }

  /** A document that sends the call there. */
  private static String via(String fault) {
    return "data:" + addressOf(fault);
  }

  private static VoiceSettings voice(String start, Optional<String> fallback) {
    boolean later = start.startsWith("data:");
    return new VoiceSettings(
        later ? Optional.empty() : Optional.of(new Target(start, "GET")),
        later ? Optional.of(redirection(start.substring(5))) : Optional.empty(),
        fallback.map(address -> new Target(address, "GET")),
        Optional.empty(),
        List.of());
  }

  private static String redirection(String address) {
    return "<Response><Redirect method='GET'>"
        + address.replace("&", "&amp;")
        + "</Redirect></Response>";
  }
}
