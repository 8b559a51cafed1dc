package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.sip.SipServletRequest;
import org.jackfield.sip.container.message.SampleRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableTest {
  private static final SipServletRequest SIP =
      SampleRequest.of("MESSAGE", "sip:bob@example.com:5070;user=ip;color=blue")
          .header("From", "\"Alice\" <sip:alice@a.example>;tag=1234")
          .header("To", "<sips:carol@c.example;maddr=m.example>")
          .header("Route", "<sip:next.example;lr>")
          .build();

  @ParameterizedTest
  @CsvSource({
    "request.method, MESSAGE",
    "request.uri, sip:bob@example.com:5070;user=ip;color=blue",
    "request.uri.scheme, sip",
    "request.uri.user, bob",
    "request.uri.host, example.com",
    "request.uri.port, 5070",
    "request.uri.param.color, blue",
    "request.uri.param.Color, blue",
    "request.from, '\"Alice\" <sip:alice@a.example>;tag=1234'",
    "request.from.display-name, Alice",
    "request.from.uri, sip:alice@a.example",
    "request.from.uri.user, alice",
    "request.from.uri.port, 5060",
    "request.to.uri.scheme, sips",
    "request.to.uri.host, c.example",
    "request.to.uri.port, 5061",
    "request.to.uri.param.maddr, m.example",
    "request.route, <sip:next.example;lr>",
    "request.route.uri.host, next.example",
    "request.route.uri.param.lr, ''",
  })
  void readsItsPropertyOfTheRequest(String name, String value) {
    assertThat(Variable.named(name).of(SIP)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.uri.tel",
        "request.uri.param.none",
        "request.uri.param.lr",
        "request.to.display-name",
        "request.to.uri.tel"
      })
  void isMissingWhereTheRequestDoesNotHaveIt(String name) {
    assertThat(Variable.named(name).of(SIP)).isEmpty();
  }

  @Test
  void isMissingWhereThereIsNoRoute() {
    SipServletRequest request = SampleRequest.of("INVITE", "sip:bob@example.com").build();
    assertThat(Variable.named("request.route").of(request)).isEmpty();
    assertThat(Variable.named("request.route.uri.user").of(request)).isEmpty();
  }

  @Test
  void routeIsTheOneThatTheContainerTookOff() {
    SipServletRequest request =
        SampleRequest.of("INVITE", "sip:bob@example.com")
            .header("Route", "<sip:next.example;lr>")
            .poppedRoute("<sip:us.example;lr>")
            .build();
    assertThat(Variable.named("request.route.uri.host").of(request)).contains("us.example");
  }

  @ParameterizedTest
  @CsvSource({
    "tel:+1-212-555-1212, +12125551212",
    "'tel:(0)41.22-11;phone-context=+49', 0412211",
    "sip:+1-212-555-1212@gw.example;user=phone, +12125551212",
    "'sip:911;phone-context=+1@gw.example;user=phone', 911"
  })
  void telIsTheNumberWithoutVisualSeparators(String uri, String number) {
    assertThat(Variable.named("request.uri.tel").of(SampleRequest.of("INVITE", uri).build()))
        .contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "host", "port"})
  void sipPropertiesAreMissingInATelUri(String property) {
    SipServletRequest request = SampleRequest.of("INVITE", "tel:+12125551212;x=y").build();
    assertThat(Variable.named("request.uri." + property).of(request)).isEmpty();
    assertThat(Variable.named("request.uri.scheme").of(request)).contains("tel");
    assertThat(Variable.named("request.uri.param.x").of(request)).contains("y");
  }

  @Test
  void otherSchemesHaveASchemeOnly() {
    SipServletRequest request = SampleRequest.of("INVITE", "im:bob@example.com").build();
    assertThat(Variable.named("request.uri.scheme").of(request)).contains("im");
    assertThat(Variable.named("request.uri.user").of(request)).isEmpty();
    assertThat(Variable.named("request.uri.tel").of(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "request",
        "uri.host",
        "response.uri",
        "request.method.name",
        "request.contact",
        "request.uri.hots",
        "request.uri.user.name",
        "request.uri.param",
        "request.uri.param.",
        "request.uri.display-name",
        "request.from.user",
        "request.from.display-name.x",
        "request.from.uri.display-name"
      })
  void unknownNamesAreRefusedByName(String name) {
    assertThatThrownBy(() -> Variable.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no variable '" + name + "': ");
  }
}
