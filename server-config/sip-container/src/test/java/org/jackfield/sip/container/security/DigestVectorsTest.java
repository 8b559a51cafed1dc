package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples of the RFCs, to the letter. */
class DigestVectorsTest {
  private static final byte[] NO_BODY = {};

  private static final String MUFASA_NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String MUFASA_CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String mufasa(String algorithm) {
    return "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
        + algorithm
        + ", nonce=\""
        + MUFASA_NONCE
        + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  }

  private static DigestCredentials mufasaAnswers(String algorithm) throws MalformedHeaderException {
    Challenge challenge = Challenge.parse(mufasa(algorithm)).orElseThrow();
    return new DigestAnswer(challenge, "Mufasa", "Circle of Life")
        .answer("GET", "/dir/index.html", NO_BODY, 1, MUFASA_CLIENT_NONCE);
  }

  @Test
  void answersTheExampleOfRfc7616Section391WithSha256() throws Exception {
    assertThat(mufasaAnswers("SHA-256").response())
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  @Test
  void answersTheExampleOfRfc7616Section391WithMd5() throws Exception {
    assertThat(mufasaAnswers("MD5").response()).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
  }

  @Test
  void writesTheHeaderOfTheExampleSoThatAServerReadsTheSame() throws Exception {
    DigestCredentials written = mufasaAnswers("SHA-256");

    assertThat(DigestCredentials.of(AuthenticationFields.parse(written.headerValue())))
        .isEqualTo(written);
    assertThat(written.headerValue())
        .contains("username=\"Mufasa\"", "nc=00000001", "qop=auth,", "algorithm=SHA-256")
        .doesNotContain("userhash");
  }

  // As erratum 4897 corrects it: the RFC's own figures were made with a truncated SHA-512.
  @Test
  void answersTheExampleOfRfc7616Section392WithHashedNameInUtf8() throws Exception {
    Challenge challenge =
        Challenge.parse(
                "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                    + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                    + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\","
                    + " charset=UTF-8, userhash=true")
            .orElseThrow();

    DigestCredentials answer =
        new DigestAnswer(challenge, "J\u00e4s\u00f8n Doe", "Secret, or not?")
            .answer("GET", "/doe.json", NO_BODY, 1, "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");

    assertThat(answer.username())
        .isEqualTo("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    assertThat(answer.response())
        .isEqualTo("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
    assertThat(answer.headerValue()).contains("userhash=true");
  }

  @Test
  void readsTheExtendedNameOfRfc7616Section392() throws Exception {
    DigestCredentials read =
        DigestCredentials.of(
            AuthenticationFields.parse(
                "Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm=\"api@example.org\","
                    + " uri=\"/doe.json\", algorithm=MD5, nonce=\"n\", nc=00000001,"
                    + " cnonce=\"c\", qop=auth, response=\"8ca523f5e9506fed4657c9700eebdbec\""));

    assertThat(read.username()).isEqualTo("J\u00e4s\u00f8n Doe");
  }

  @Test
  void answersTheExampleOfRfc2617Section35() throws Exception {
    Challenge challenge =
        Challenge.parse(
                "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                    + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
            .orElseThrow();

    assertThat(
            new DigestAnswer(challenge, "Mufasa", "Circle Of Life")
                .answer("GET", "/dir/index.html", NO_BODY, 1, "0a4f113b")
                .response())
        .isEqualTo("6629fae49393a05397450978507c4ef1");
  }

  /** The tables of Internet-Draft smith-sipping-auth-examples-01, sections 3.1 to 3.3. */
  @Test
  void answersTheSipExamplesOfBobAtBiloxi() throws Exception {
    String base =
        "Digest realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
            + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    byte[] sdp =
        ("v=0\r\no=bob 2890844526 2890844526 IN IP4 media.biloxi.com\r\ns=-\r\n"
                + "c=IN IP4 media.biloxi.com\r\nt=0 0\r\nm=audio 49170 RTP/AVP 0\r\n"
                + "a=rtpmap:0 PCMU/8000\r\nm=video 51372 RTP/AVP 31\r\na=rtpmap:31 H261/90000\r\n"
                + "m=video 53000 RTP/AVP 32\r\na=rtpmap:32 MPV/90000\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    assertThat(bob(base, sdp)).isEqualTo("bf57e4e0d0bffc0fbaedce64d59add5e");
    assertThat(bob(base + ", qop=\"auth\"", sdp)).isEqualTo("89eb0059246c02b2f6ee02c7961d5ea3");
    assertThat(bob(base + ", qop=\"auth\", algorithm=MD5-sess", sdp))
        .isEqualTo("e4e4ea61d186d07a92c9e1f6919902e9");
    assertThat(bob(base + ", qop=\"auth-int\"", sdp)).isEqualTo("bdbeebb2da6adb6bca02599c2239e192");
  }

  private static String bob(String challenge, byte[] body) throws MalformedHeaderException {
    return new DigestAnswer(Challenge.parse(challenge).orElseThrow(), "bob", "zanzibar")
        .answer("INVITE", "sip:bob@biloxi.com", body, 1, "0a4f113b")
        .response();
  }
}
