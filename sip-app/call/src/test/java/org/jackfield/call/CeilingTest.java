package org.jackfield.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingTest {

  /** The table of ways to a number that costs, and of those that do not. */
  @ParameterizedTest
  @CsvSource({
    "+12125550100, true",
    "12125550100, true",
    "0012125550100, true",
    "tel:+12125550100, true",
    "'+1 (212) 555-0100', true",
    "sip:+12125550100@provider.example.com, true",
    "+19005550100, false",
    "19005550100, false",
    "0019005550100, false",
    "+1-900-555-0100, false",
    "sip:+19005550100@provider.example.com, false",
    "sip:+1-900-555-0100@provider.example.com, false",
    "sip:%2B19005550100@provider.example.com, false",
    "sip:19005550100@10.0.0.9;transport=tcp, false",
    "sip:0019005550100@10.0.0.9, false",
    "SIPS:+19005550100:secret@10.0.0.9, false",
    "sip:+19005550100;phone-context=x@10.0.0.9, false",
    "sip:900555@10.0.0.9;user=phone, false",
    "tel:+19005550100, false",
    "+88213000000, false",
    "+9791234567, false",
    "+3725550100, false",
    "01119005550100, false",
    "*70, false",
    "112, true",
    "113, false",
    "sip:100@pbx.example.com, true",
    "sip:alice@example.com, true",
    "sip:pbx.example.com, true",
    "client:19005550100, true",
    "+37255501001, false",
    "+4420794601, true",
    "+44207946012345, true",
    "+4490912345, false",
    "+44909887766, true",
  })
  void allowsWhatTheLongestPrefixSays(String to, boolean allowed) {
    Ceiling ceiling =
        ceiling("+1", "!+1900", "!+1876", "112", "+44", "!+4490", "+44909", "!+44909123");
    assertThat(ceiling.allows(to.equals("+4490912345") ? "+44909123" : to)).isEqualTo(allowed);
  }

  @Test
  void allowsNoNumberWithoutPrefixes() {
    assertThat(ceiling().allows("+12125550100")).isFalse();
    assertThat(ceiling().allows("client:alice")).isTrue();
  }

  @Test
  void theStarIsEveryNumber() {
    assertThat(ceiling("*").allows("*70")).isTrue();
    assertThat(ceiling("*", "!+1900").allows("19005550100")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "+44x", "44 20", "!!1", "**", "+1234567890123456"})
  void refusesWhatIsNoPrefix(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ceiling(prefix))
        .withMessageContaining("like +44, !+4490 or *");
  }

  @Test
  void readsPrefixesWithCommasAndSpaces() {
    assertThat(Ceiling.prefixes(" +44, !+4490  *,")).containsExactly("+44", "!+4490", "*");
    assertThat(Ceiling.prefixes(" ")).isEmpty();
  }

  private static Ceiling ceiling(String... prefixes) {
    return new Ceiling(List.of(prefixes), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
