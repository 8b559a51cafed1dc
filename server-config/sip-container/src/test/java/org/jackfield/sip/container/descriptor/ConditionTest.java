package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.sip.SipServletRequest;
import java.util.List;
import org.jackfield.sip.container.descriptor.Condition.And;
import org.jackfield.sip.container.descriptor.Condition.Contains;
import org.jackfield.sip.container.descriptor.Condition.Equal;
import org.jackfield.sip.container.descriptor.Condition.Exists;
import org.jackfield.sip.container.descriptor.Condition.Not;
import org.jackfield.sip.container.descriptor.Condition.Or;
import org.jackfield.sip.container.descriptor.Condition.SubdomainOf;
import org.jackfield.sip.container.message.SampleRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final Variable METHOD = Variable.named("request.method");
  private static final Variable USER = Variable.named("request.uri.user");
  private static final Variable HOST = Variable.named("request.uri.host");
  private static final Variable TEL = Variable.named("request.uri.tel");
  private static final Condition TRUE = new Equal(METHOD, "INVITE", false);
  private static final Condition FALSE = new Equal(METHOD, "MESSAGE", false);

  private static final SipServletRequest CALL = to("sip:Bob@Example.COM");

  @ParameterizedTest
  @CsvSource({"Bob, false, true", "bob, false, false", "bob, true, true", "Bo, true, false"})
  void equalComparesTheWholeValue(String value, boolean ignoreCase, boolean matches) {
    assertThat(new Equal(USER, value, ignoreCase).matches(CALL)).isEqualTo(matches);
  }

  @Test
  void hostsAreComparedWithoutCase() {
    assertThat(new Equal(HOST, "example.com", false).matches(CALL)).isTrue();
    assertThat(new Contains(HOST, "xample.c", false).matches(CALL)).isTrue();
  }

  @Test
  void numbersAreComparedWithoutCaseAndSeparators() {
    SipServletRequest call = to("tel:+1-212-55A");
    assertThat(new Equal(TEL, "+1 (212) 55a", false).matches(call)).isTrue();
    assertThat(new Contains(TEL, "12-55a", false).matches(call)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ob, false, true", "OB, false, false", "OB, true, true", "rob, true, false"})
  void containsLooksForAPart(String value, boolean ignoreCase, boolean matches) {
    assertThat(new Contains(USER, value, ignoreCase).matches(CALL)).isEqualTo(matches);
  }

  @Test
  void existsAsksOnlyWhetherItIsThere() {
    assertThat(new Exists(USER).matches(CALL)).isTrue();
    assertThat(new Exists(TEL).matches(CALL)).isFalse();
    assertThat(new Exists(Variable.named("request.uri.param.x")).matches(to("sip:a@b;x"))).isTrue();
  }

  @Test
  void noComparisonHoldsForWhatIsMissing() {
    assertThat(new Equal(TEL, "", true).matches(CALL)).isFalse();
    assertThat(new Contains(TEL, "", true).matches(CALL)).isFalse();
    assertThat(new SubdomainOf(TEL, "1").matches(CALL)).isFalse();
    assertThat(new Not(new Equal(TEL, "1", true)).matches(CALL)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "example.com., Example.com, true",
    "pbx.example.com, example.com, true",
    "a.b.example.com, EXAMPLE.com., true",
    "badexample.com, example.com, false",
    "example.com, pbx.example.com, false",
    "example.com.evil.org, example.com, false",
    "10.0.0.1, 0.0.1, false",
    "10.0.0.1, 10.0.0.1, true",
  })
  void subdomainsEndAtADot(String host, String domain, boolean within) {
    assertThat(new SubdomainOf(HOST, domain).matches(to("sip:a@" + host))).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "tel:+1-212-555-1212, +1212, true",
    "tel:+1-212-555-1212, +1-212, true",
    "tel:+1-212-555-1212, 1212, false",
    "tel:+1-212-555-1212, +1213, false",
    "tel:911, 911, true",
    "tel:+911234567, 911, false",
    "sip:+12125551212@gw.example;user=phone, +1212, true",
    "sip:+12125551212@gw.example, +1212, false",
  })
  void numbersLieWithinTheirBeginning(String uri, String prefix, boolean within) {
    assertThat(new SubdomainOf(TEL, prefix).matches(to(uri))).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".example.com", "a..b", "a b"})
  void aDomainIsNamesBetweenDots(String domain) {
    assertThatThrownBy(() -> new SubdomainOf(HOST, domain))
        .hasMessage(
            "<subdomain-of> of request.uri.host takes a domain such as example.com, not '"
                + domain
                + "'");
  }

  @Test
  void onlyHostsAndNumbersHaveSubdomains() {
    assertThatThrownBy(() -> new SubdomainOf(USER, "example.com"))
        .hasMessageEndingWith("not request.uri.user");
    assertThatThrownBy(() -> new SubdomainOf(TEL, "-"))
        .hasMessageContaining("first digits of a number");
  }

  @Test
  void andNeedsAllAndOrNeedsOne() {
    assertThat(new And(List.of(TRUE, TRUE)).matches(CALL)).isTrue();
    assertThat(new And(List.of(TRUE, FALSE)).matches(CALL)).isFalse();
    assertThat(new Or(List.of(FALSE, TRUE)).matches(CALL)).isTrue();
    assertThat(new Or(List.of(FALSE, FALSE)).matches(CALL)).isFalse();
  }

  @Test
  void conditionsNest() {
    Condition nested =
        new And(
            List.of(
                TRUE,
                new Not(new Or(List.of(FALSE, new Not(TRUE)))),
                new Or(List.of(FALSE, new And(List.of(TRUE, new Not(FALSE)))))));
    assertThat(nested.matches(CALL)).isTrue();
    assertThat(new Not(nested).matches(CALL)).isFalse();
  }

  private static SipServletRequest to(String uri) {
    return SampleRequest.of("INVITE", uri).build();
  }
}
