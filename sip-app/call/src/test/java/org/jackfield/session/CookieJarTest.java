package org.jackfield.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LETTERS = "a=;,: 09/-.~%\"éExpiresMax-AgeDomain";
  private static final String APPLICATION = "http://app.example.com/ivr/menu";

  @Test
  void goesBackToWhereItCameFrom() {
    assertThat(sent(jar("session=42; Path=/"), APPLICATION)).isEqualTo("session=42");
  }

  @Test
  void goesToTheHostAloneUnlessADomainIsGiven() {
    assertThat(sent(jar("a=1; Path=/"), "http://www.app.example.com/")).isEmpty();
    assertThat(sent(jar("a=1; Path=/; Domain=.example.com"), "http://www.example.com/"))
        .isEqualTo("a=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.example.com", "com", "xample.com", "sub.app.example.com"})
  void isRefusedForADomainThatIsNotTheApplications(String domain) {
    assertThat(jar("a=1; Domain=" + domain).cookies()).isEmpty();
  }

  @Test
  void knowsNoDomainsAboveAnAddressOfNumbers() {
    assertThat(CookieJar.read(URI.create("http://10.0.0.1/"), List.of("a=1; Domain=0.0.1"), NOW))
        .isEmpty();
  }

  @Test
  void goesToItsPathAndBelow() {
    CookieJar jar = jar("a=1; Path=/ivr");

    assertThat(sent(jar, "http://app.example.com/ivr")).isEqualTo("a=1");
    assertThat(sent(jar, "http://app.example.com/ivr/deep/er")).isEqualTo("a=1");
    assertThat(sent(jar, "http://app.example.com/ivrish")).isEmpty();
    assertThat(sent(jar, "http://app.example.com")).isEmpty();
  }

  @Test
  void hasTheFolderOfTheAddressAsItsPathUnlessOneIsGiven() {
    assertThat(jar("a=1").cookies().getFirst().path()).isEqualTo("/ivr");
    assertThat(jar("a=1; Path=nonsense").cookies().getFirst().path()).isEqualTo("/ivr");
  }

  @Test
  void goesOverTlsAloneWhereItIsSecure() {
    CookieJar jar = jar("a=1; Secure");

    assertThat(sent(jar, APPLICATION)).isEmpty();
    assertThat(sent(jar, "https://app.example.com/ivr")).isEqualTo("a=1");
  }

  @Test
  void livesFourHoursUnlessItsLifeIsStated() {
    assertThat(lifeOf("a=1")).isEqualTo(Duration.ofHours(4));
    assertThat(lifeOf("a=1; Max-Age=60")).isEqualTo(Duration.ofMinutes(1));
    assertThat(lifeOf("a=1; Expires=Sun, 01 Mar 2026 13:00:00 GMT")).isEqualTo(Duration.ofHours(1));
    assertThat(lifeOf("a=1; Expires=Sunday, 01-Mar-26 13:00:00 GMT"))
        .isEqualTo(Duration.ofHours(1));
    assertThat(lifeOf("a=1; Expires=Sun Mar  1 13:00:00 2026")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void believesMaxAgeRatherThanExpires() {
    assertThat(lifeOf("a=1; Max-Age=60; Expires=Sun, 01 Mar 2026 13:00:00 GMT"))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void livesNoLongerThanFourHoursUnlessTheOperatorAllowsMore() {
    assertThat(lifeOf("a=1; Max-Age=99999999999999")).isEqualTo(Duration.ofHours(4));
    assertThat(lifeOf("a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT")).isEqualTo(Duration.ofHours(4));
    List<Cookie> allowed =
        CookieJar.read(
            URI.create(APPLICATION), List.of("a=1; Max-Age=604800"), NOW, Duration.ofDays(3));
    assertThat(allowed.getFirst().expires()).isEqualTo(NOW.plus(Duration.ofDays(3)));
  }

  @Test
  void isReadFromNoMoreThanTwoHundredLines() {
    List<String> bomb = IntStream.range(0, 5_000).mapToObj(i -> "n" + i + "=1; Path=/").toList();

    assertThat(CookieJar.read(URI.create(APPLICATION), bomb, NOW)).hasSize(200);
    assertThat(jar(bomb.toArray(String[]::new)).cookies()).hasSize(CookieJar.CAPACITY);
  }

  @Test
  void isNotSentWhenItsLifeIsOver() {
    CookieJar jar = jar("a=1; Max-Age=60");

    assertThat(jar.header(URI.create(APPLICATION), NOW.plusSeconds(59))).isPresent();
    assertThat(jar.header(URI.create(APPLICATION), NOW.plusSeconds(61))).isEmpty();
  }

  @Test
  void isDeletedByADateInThePast() {
    CookieJar before = jar("a=1", "b=2");

    CookieJar after =
        before.with(
            CookieJar.read(
                URI.create(APPLICATION), List.of("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"), NOW),
            NOW);

    assertThat(sent(after, APPLICATION)).isEqualTo("b=2");
  }

  @Test
  void sendsTheLongestPathFirst() {
    assertThat(sent(jar("a=1; Path=/", "b=2; Path=/ivr"), APPLICATION)).isEqualTo("b=2; a=1");
  }

  @Test
  void keepsFiftyAndDropsTheOldest() {
    CookieJar jar = CookieJar.EMPTY;
    for (int i = 0; i < 60; i++) {
      Instant then = NOW.plusSeconds(i);
      jar = jar.with(CookieJar.read(URI.create(APPLICATION), List.of("c" + i + "=1"), then), then);
    }

    assertThat(jar.cookies()).hasSize(CookieJar.CAPACITY);
    assertThat(jar.cookies()).noneMatch(cookie -> cookie.name().equals("c9"));
    assertThat(jar.cookies()).anyMatch(cookie -> cookie.name().equals("c10"));
  }

  @Test
  void passesOverALineOfMoreThanFourKibibytes() {
    assertThat(jar("a=" + "x".repeat(4_096)).cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "=1", ";", "a\u0001=1", "a=1\r\nb"})
  void passesOverALineThatHoldsNoCookie(String line) {
    assertThat(jar(line).cookies()).isEmpty();
  }

  @Test
  void survivesRandomLines() {
    Random random = new Random(6265);
    for (int i = 0; i < 5_000; i++) {
      String line =
          IntStream.range(0, random.nextInt(60))
              .mapToObj(at -> String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))))
              .reduce("", String::concat);
      assertThat(jar("a=1; Expires=" + line, line).cookies().size()).isBetween(0, 2);
    }
  }

  @Test
  void doesNotTellItsValues() {
    assertThat(jar("a=secret").toString()).doesNotContain("secret");
    assertThat(jar("a=secret").cookies().toString()).doesNotContain("secret");
  }

  private static Duration lifeOf(String line) {
    return Duration.between(NOW, jar(line).cookies().getFirst().expires());
  }

  private static CookieJar jar(String... lines) {
    return CookieJar.EMPTY.with(CookieJar.read(URI.create(APPLICATION), List.of(lines), NOW), NOW);
  }

  private static String sent(CookieJar jar, String address) {
    return jar.header(URI.create(address), NOW).orElse("");
  }
}
