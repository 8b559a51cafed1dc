package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Sid;
import org.jackfield.media.SoundPolicy.Protection;
import org.jackfield.trunk.CallerIdPolicy.Header;
import org.jackfield.trunk.CallerIdPolicy.Privacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkSettingsTest {

  private static final List<Gateway> GATEWAYS =
      List.of(Gateway.of("second.test", "tcp", 20, 1), Gateway.of("first.test:5070", "tls", 10, 1));

  private static Trunk trunk(Map<TrunkSetting, String> settings) {
    return TrunkSettings.of(settings).trunk(Sid.random("TK"), "t", Set.of(), GATEWAYS);
  }

  @Test
  void registersWithTheFirstGatewayUnlessARegistrarIsNamed() {
    Map<TrunkSetting, String> registering =
        Map.of(TrunkSetting.REGISTER, "true", TrunkSetting.USERNAME, "alice");
    assertThat(trunk(registering).outward().registration().orElseThrow().registrar().uri(""))
        .isEqualTo("sip:first.test:5070;transport=tls");

    assertThat(trunk(registering).outward().registration().orElseThrow().registrars())
        .extracting(Gateway::host)
        .as("the next one where the first does not take it")
        .containsExactly("first.test", "second.test");

    Map<TrunkSetting, String> elsewhere = new LinkedHashMap<>(registering);
    elsewhere.put(TrunkSetting.REGISTRAR, "reg.test");
    elsewhere.put(TrunkSetting.REGISTER_EXPIRES, "90");
    Trunk.Registration registration = trunk(elsewhere).outward().registration().orElseThrow();
    assertThat(registration.registrar().host()).isEqualTo("reg.test");
    assertThat(registration.expiry()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void knowsWhomItCallsByWhatItMakesOfANumber() {
    NumberRule rule =
        trunk(
                Map.of(
                    TrunkSetting.OUTWARD_STRIP, "+49",
                    TrunkSetting.OUTWARD_PREPEND, "0",
                    TrunkSetting.COUNTRY, "DE"))
            .numbers();
    NumberRule.Plans plans =
        (number, country) ->
            country.filter("DE"::equals).map(it -> number.replaceFirst("^0", "+49"));

    assertThat(rule.called("+4930", plans)).isEqualTo("+4930");
    assertThat(
            trunk(Map.of(TrunkSetting.OUTWARD_STRIP, "+49", TrunkSetting.OUTWARD_PREPEND, "+53"))
                .numbers()
                .called("+4930", plans))
        .isEqualTo("+5330");
  }

  @Test
  void hasSafeDefaults() {
    Trunk trunk = trunk(Map.of());

    assertThat(trunk.outward().patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(trunk.outward().callerId().headers()).containsExactly(Header.ASSERTED);
    assertThat(trunk.outward().callerId().privacy()).isEqualTo(Privacy.CALLER);
    assertThat(trunk.outward().callerId().hides("anonymous")).isTrue();
    assertThat(trunk.outward().callerId().hides("+4930")).isFalse();
    assertThat(trunk.admission().isEmpty()).isTrue();
  }

  @Test
  void readsListsAndWordsInAnyCase() {
    Trunk trunk =
        trunk(
            Map.of(
                TrunkSetting.CODECS, "g722, pcma",
                TrunkSetting.SRTP, "Required",
                TrunkSetting.NETWORKS, "192.0.2.1 10.0.0.0/8",
                TrunkSetting.CALLER_ID_HEADERS, "remote-party-id",
                TrunkSetting.CERTIFICATE_SUBJECTS, "sip.example.com\nCN=Provider, O=P"));

    assertThat(trunk.outward().sound().codecs()).containsExactly("G722", "PCMA");
    assertThat(trunk.outward().sound().protection()).contains(Protection.REQUIRED);
    assertThat(trunk.admission().networks()).containsExactly("192.0.2.1", "10.0.0.0/8");
    assertThat(trunk.admission().subjects()).containsExactly("sip.example.com", "CN=Provider, O=P");
    assertThat(trunk.outward().callerId().headers()).containsExactly(Header.REMOTE_PARTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGISTER|maybe|register: must be true or false",
        "REGISTER|true|register: username says who is registered",
        "ANSWER_TIMEOUT|3|answerTimeout: must be from 200 to 30000",
        "CODECS|G729|codecs: must be of PCMU, PCMA, G722, OPUS",
        "COUNTRY|Germany|country: must be two capital letters such as DE",
        "NETWORKS|example.com|networks: 'example.com' is no network such as 10.1.0.0/16",
        "HEADERS|add From: me|headers: the header From is not a rule's to change",
        "INWARD_PASSWORD|short|inwardPassword: must be from 12 to 128 characters"
      })
  void saysWhatIsWrongAndWhere(TrunkSetting setting, String value, String message) {
    assertThatThrownBy(() -> TrunkSettings.of(Map.of(setting, value))).hasMessage(message);
  }

  @Test
  void saysNoSecret() {
    TrunkSettings settings =
        TrunkSettings.of(
            Map.of(TrunkSetting.USERNAME, "alice", TrunkSetting.PASSWORD, "open sesame"));

    assertThat(settings.toString()).doesNotContain("sesame");
    assertThat(settings.trunk(Sid.random("TK"), "t", Set.of(), GATEWAYS).toString())
        .doesNotContain("sesame");
  }

  @Test
  void hasNamesForTheFileAndTheApi() {
    assertThat(TrunkSetting.ANSWER_TIMEOUT.parameter()).isEqualTo("AnswerTimeout");
    assertThat(TrunkSetting.ANSWER_TIMEOUT.field()).isEqualTo("answer_timeout");
    assertThat(TrunkSetting.of("answerTimeout")).contains(TrunkSetting.ANSWER_TIMEOUT);
    for (TrunkSetting setting : TrunkSetting.values()) {
      assertThat(setting.read(setting.usual())).isEqualTo(setting.usual());
    }
  }

  @Test
  void changesHeadersByRules() {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("X-Ref", "7", "X-Internal", "no"));
    HeaderRule.apply(
        List.of(
            HeaderRule.of("add X-Who: ${from} to ${to}"),
            HeaderRule.of("remove x-internal"),
            HeaderRule.of("copy X-Ref X-Correlation")),
        headers,
        Map.of("from", "+4930\r\nX-Evil: yes", "to", "+1202"));

    assertThat(headers)
        .containsOnly(
            Map.entry("X-Ref", "7"),
            Map.entry("X-Correlation", "7"),
            Map.entry("X-Who", "+4930X-Evil: yes to +1202"));
  }

  @Test
  void writesNumbersAsTheProviderDoes() {
    NumberRule rule = new NumberRule(NumberRule.Source.TO, Optional.of("DE"), "99", "+", "00");

    assertThat(rule.outward("+4930")).isEqualTo("004930");
    assertThat(rule.inward("99030123", (number, country) -> Optional.of(country.get() + number)))
        .isEqualTo("DE030123");
    assertThat(rule.inward("110", (number, country) -> Optional.empty())).isEqualTo("110");
  }
}
