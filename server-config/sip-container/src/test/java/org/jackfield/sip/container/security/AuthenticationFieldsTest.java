package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationFieldsTest {

  @Test
  void readsTokensAndQuotedStringsInAnyCaseAndSpacing() throws Exception {
    AuthenticationFields fields =
        AuthenticationFields.parse("digest  Realm = \"a, b\" ,\tqop=auth,NC=00000001");

    assertThat(fields.scheme()).isEqualTo("digest");
    assertThat(fields.parameters())
        .containsExactly(entry("realm", "a, b"), entry("qop", "auth"), entry("nc", "00000001"));
  }

  @Test
  void takesEscapesOutOfQuotedStrings() throws Exception {
    assertThat(AuthenticationFields.parse("Digest realm=\"a\\\"b\\\\c=d,\"").get("realm"))
        .contains("a\"b\\c=d,");
  }

  @Test
  void readsAToken68() throws Exception {
    assertThat(AuthenticationFields.parse("Basic QWxhZGRpbjpvcGVu==").token68())
        .contains("QWxhZGRpbjpvcGVu==");
  }

  @Test
  void takesAToken68ForNoDigest() throws Exception {
    AuthenticationFields fields = AuthenticationFields.parse("Digest realm=");

    assertThat(fields.token68()).contains("realm=");
    assertThatThrownBy(() -> DigestCredentials.of(fields))
        .isInstanceOf(MalformedHeaderException.class);
  }

  @Test
  void readsASchemeAlone() throws Exception {
    assertThat(AuthenticationFields.parse("Negotiate").parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "\"Digest\" realm=\"x\"",
        "Digest realm=\"x",
        "Digest realm=\"x\\",
        "Digest realm=\"x\" nonce=\"y\"",
        "Digest realm=\"x\",",
        "Digest realm=\"x\",,nonce=\"y\"",
        "Digest ,realm=\"x\"",
        "Digest realm=\"x\", realm=\"y\"",
        "Digest realm=\"x\", REALM=\"y\"",
        "Digest realm=\"x\r\nVia: y\"",
        "Digest realm=\"x\u0000\"",
        "Digest realm=x y",
        "Digest =x",
        "Digest real m=x",
        "Digest\u00a0realm=x",
        "Digest r\u00e9alm=x",
      })
  void refusesWhatIsNotInTheGrammar(String value) {
    assertThatThrownBy(() -> AuthenticationFields.parse(value))
        .isInstanceOf(MalformedHeaderException.class)
        .hasNoCause();
  }

  @Test
  void refusesEndlessHeaders() {
    assertThatThrownBy(() -> AuthenticationFields.parse("Digest a=\"" + "x".repeat(9000) + "\""))
        .isInstanceOf(MalformedHeaderException.class);
    StringBuilder many = new StringBuilder("Digest a=b");
    for (int i = 0; i < 40; i++) {
      many.append(", p").append(i).append("=x");
    }
    assertThatThrownBy(() -> AuthenticationFields.parse(many.toString()))
        .isInstanceOf(MalformedHeaderException.class);
  }

  @Test
  void readsOrRefusesRandomBytesAndNothingElse() {
    Random random = new Random(7616);
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      neverBreaks(new String(noise, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void readsOrRefusesDamagedHeadersAndNothingElse() {
    String whole =
        "Digest username=\"bob\", realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c0\","
            + " uri=\"sip:bob@biloxi.com\", qop=auth, nc=00000001, cnonce=\"0a4f113b\","
            + " username*=UTF-8''b%6fb, response=\"6629fae49393a05397450978507c4ef1\", opaque=\"\"";
    String marks = "\"\\,= \t%*'\u0000\u00e4\r\nDaf09";
    Random random = new Random(8760);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
          case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
          default -> damaged.insert(at, marks.charAt(random.nextInt(marks.length())));
        }
        if (damaged.isEmpty()) {
          break;
        }
      }
      neverBreaks(damaged.toString());
    }
  }

  private static void neverBreaks(String value) {
    try {
      AuthenticationFields fields = AuthenticationFields.parse(value);
      assertThat(DigestCredentials.of(fields).username()).isNotEmpty();
    } catch (MalformedHeaderException expected) {
      assertThat(expected.reason()).isNotEmpty();
    }
    try {
      Challenge.parse(value);
    } catch (MalformedHeaderException expected) {
      assertThat(expected.reason()).isNotEmpty();
    }
  }
}
