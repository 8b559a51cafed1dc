package org.jackfield.sip.container.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import org.jackfield.sip.container.security.AuthenticationFields;
import org.jackfield.sip.container.security.Challenge;
import org.jackfield.sip.container.security.DigestAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoreDigestClientTest {
  private static final String SHA256 =
      "Digest realm=\"a \\\"b\\\", c\", qop=\"auth\", nonce=\"dcd98b71\", opaque=\"5ccc\","
          + " algorithm=SHA-256";

  private final CoreDigestClient client = new CoreDigestClient();
  private HeaderFactory headers;

  @BeforeEach
  void openTheStack() throws Exception {
    headers = SipFactory.getInstance().createHeaderFactory();
  }

  private WWWAuthenticateHeader challenge(String name, String value) throws Exception {
    return (WWWAuthenticateHeader) headers.createHeader(name, value);
  }

  private AuthorizationHeader answer(
      WWWAuthenticateHeader challenge, @Nullable String nonce, int count) {
    return client.getAuthorizationHeader(
        "INVITE", "sip:bob@biloxi.com", "v=0", challenge, "bob", "zanzibar", nonce, count);
  }

  @Test
  void answersAUserAgentWithAuthorizationThatTheStackWritesUnchanged() throws Exception {
    AuthorizationHeader header = answer(challenge("WWW-Authenticate", SHA256), null, 1);

    AuthenticationFields sent = fields(header);
    assertThat(header.getName()).isEqualTo("Authorization");
    assertThat(sent.get("realm")).contains("a \"b\", c");
    assertThat(sent.get("algorithm")).contains("SHA-256");
    assertThat(sent.get("nc")).contains("00000001");
    assertThat(sent.get("opaque")).contains("5ccc");
    Challenge challenge = Challenge.parse(SHA256).orElseThrow();
    assertThat(sent.get("response").orElseThrow())
        .hasSize(64)
        .isNotEqualTo(
            new DigestAnswer(challenge, "bob", "other")
                .next("INVITE", "sip:bob@biloxi.com", new byte[0])
                .response());
  }

  @Test
  void answersAProxyWithProxyAuthorization() throws Exception {
    assertThat(answer(challenge("Proxy-Authenticate", SHA256), null, 1))
        .isInstanceOf(ProxyAuthorizationHeader.class);
  }

  @Test
  void usesTheNonceAndTheCountOfTheCore() throws Exception {
    AuthenticationFields sent =
        fields(answer(challenge("WWW-Authenticate", SHA256), "next-one", 17));

    assertThat(sent.get("nonce")).contains("next-one");
    assertThat(sent.get("nc")).contains("00000011");
  }

  @Test
  void saysWhatItCannotAnswer() throws Exception {
    WWWAuthenticateHeader unknown =
        challenge("WWW-Authenticate", "Digest realm=\"a\", nonce=\"b\", algorithm=AKAv1-MD5");

    assertThat(CoreDigestClient.isAnswerable(unknown)).isFalse();
    assertThatThrownBy(() -> answer(unknown, null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AKAv1-MD5");
  }

  private static AuthenticationFields fields(AuthorizationHeader header) throws Exception {
    String text = header.toString();
    return AuthenticationFields.parse(text.substring(text.indexOf(':') + 1).strip());
  }
}
