package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestAnswerTest {
  private static final byte[] NO_BODY = {};

  private static String challenge(String realm, String rest) {
    return "Digest realm=\"" + realm + "\", nonce=\"n-" + realm + "\"" + rest;
  }

  @Test
  void picksTheStrongestAlgorithmWhateverTheOrder() {
    String sha256 = challenge("a", ", algorithm=SHA-256, qop=\"auth\"");
    String md5 = challenge("a", ", qop=\"auth\"");

    assertThat(DigestAnswer.strongest(List.of(md5, sha256)))
        .singleElement()
        .extracting(Challenge::algorithm)
        .isEqualTo(DigestAlgorithm.SHA_256);
    assertThat(DigestAnswer.strongest(List.of(sha256, md5)))
        .singleElement()
        .extracting(Challenge::algorithm)
        .isEqualTo(DigestAlgorithm.SHA_256);
  }

  // RFC 3261 section 22.3: a forking proxy collects the challenges of all branches.
  @Test
  void answersEveryRealmOnce() {
    assertThat(
            DigestAnswer.strongest(
                List.of(challenge("b", ""), challenge("a", ""), challenge("b", ""))))
        .extracting(Challenge::realm)
        .containsExactly("b", "a");
  }

  // RFC 8760 section 2.5: an unknown algorithm or protection is passed over.
  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(
            DigestAnswer.strongest(
                List.of(
                    challenge("a", ", algorithm=SHA3-512, qop=\"auth\""),
                    challenge("a", ", algorithm=AKAv1-MD5"),
                    challenge("a", ", qop=\"auth-conf\""),
                    "Basic realm=\"a\"",
                    "Digest realm=\"a",
                    challenge("a", ", qop=\"auth-conf, AUTH\", algorithm=md5"))))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.algorithm()).isEqualTo(DigestAlgorithm.MD5);
          assertThat(one.qops()).isEqualTo(Set.of(Qop.AUTH));
        });
  }

  @Test
  void countsRequestsAndStartsAnewWithTheNextNonce() throws Exception {
    DigestAnswer answer =
        new DigestAnswer(
            Challenge.parse(challenge("a", ", qop=\"auth\"")).orElseThrow(), "bob", "zanzibar");

    assertThat(answer.next("INVITE", "sip:a", NO_BODY).headerValue()).contains("nc=00000001");
    assertThat(answer.next("INVITE", "sip:a", NO_BODY).headerValue()).contains("nc=00000002");
    answer.heard("nextnonce=\"fresh\", qop=auth, rspauth=\"00\", cnonce=\"c\", nc=00000002");
    assertThat(answer.next("INVITE", "sip:a", NO_BODY).headerValue())
        .contains("nc=00000001", "nonce=\"fresh\"");
    answer.heard("nextnonce=\"fresh\"");
    assertThat(answer.next("INVITE", "sip:a", NO_BODY).headerValue()).contains("nc=00000002");
  }

  @Test
  void leavesCountAndClientNonceOutForAnOldServer() throws Exception {
    DigestAnswer answer =
        new DigestAnswer(Challenge.parse(challenge("a", "")).orElseThrow(), "bob", "zanzibar");

    assertThat(answer.next("INVITE", "sip:a", NO_BODY).headerValue())
        .doesNotContain("nc=", "cnonce=", "qop=");
  }

  @Test
  void quotesWhatItSendsSoThatNothingCanBeSmuggledIn() throws Exception {
    DigestAnswer answer =
        new DigestAnswer(
            Challenge.parse("Digest realm=\"a\\\"b\", nonce=\"x\\\\\", qop=\"auth\"").orElseThrow(),
            "bob\", realm=\"evil",
            "zanzibar");

    DigestCredentials sent = answer.next("INVITE", "sip:a", NO_BODY);

    assertThat(DigestCredentials.of(AuthenticationFields.parse(sent.headerValue())))
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:bob@biloxi.com, sip:bob@biloxi.com;transport=tcp, true",
    "sip:bob@biloxi.com, sip:bob@BILOXI.com:5060, true",
    "sip:b%6fb@biloxi.com, sip:bob@biloxi.com, true",
    "sips:bob@biloxi.com, sip:bob@biloxi.com, true",
    "sip:[::1]:5060, sip:[::1], true",
    "tel:+49301234, tel:+49301234, true",
    "sip:bob@biloxi.com:5060, sip:bob@biloxi.com:5062, false",
    "sip:bob@biloxi.com, sip:Bob@biloxi.com, false",
    "sip:bob@biloxi.com, sip:biloxi.com, false",
    "tel:+49301234, tel:+49301235, false",
    "sip:bob@biloxi.com, https://biloxi.com, false",
  })
  void knowsTheSameResourceByUserAndHost(String one, String other, boolean same) {
    assertThat(DigestUri.sameResource(one, other)).isEqualTo(same);
    assertThat(DigestUri.sameResource(other, one)).isEqualTo(same);
  }
}
