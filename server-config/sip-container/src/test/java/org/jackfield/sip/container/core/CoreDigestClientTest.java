package org.jackfield.sip.container.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.core.CoreDigestClient.Login;
import org.jackfield.sip.container.security.AuthenticationFields;
import org.jackfield.sip.container.security.Challenge;
import org.jackfield.sip.container.security.DigestAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final String MESSAGE_HEADERS =
      "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n"
          + "From: <sip:a@127.0.0.1>;tag=1\r\n"
          + "To: <sip:bob@biloxi.com>\r\n"
          + "Call-ID: 1@127.0.0.1\r\n"
          + "CSeq: 2 MESSAGE\r\n";

  private static Request request(String... credentials) throws Exception {
    StringBuilder text =
        new StringBuilder("MESSAGE sip:bob@biloxi.com SIP/2.0\r\n").append(MESSAGE_HEADERS);
    for (String one : credentials) {
      text.append("Authorization: ").append(one).append("\r\n");
    }
    return SipFactory.getInstance()
        .createMessageFactory()
        .createRequest(text.append("Content-Length: 0\r\n\r\n").toString());
  }

  private Response response(String name, String... challenges) throws Exception {
    Response response =
        SipFactory.getInstance().createMessageFactory().createResponse(401, request());
    for (String value : challenges) {
      response.addHeader(challenge(name, value));
    }
    return response;
  }

  private static List<AuthenticationFields> credentials(Request request, String name)
      throws Exception {
    List<AuthenticationFields> all = new ArrayList<>();
    for (Iterator<?> values = request.getHeaders(name); values.hasNext(); ) {
      all.add(fields((AuthorizationHeader) values.next()));
    }
    return all;
  }

  private static Optional<Login> login(String realm) {
    return realm.equals("stranger") ? Optional.empty() : Optional.of(new Login("bob", "zanzibar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WWW-Authenticate", "Proxy-Authenticate"})
  void answersTheStrongestChallengeOfEachRealmAndPassesOverUnknownOnes(String name)
      throws Exception {
    Request request = request();

    client.answer(
        request,
        response(
            name,
            "Digest realm=\"one\", nonce=\"a\", algorithm=AKAv1-MD5, qop=\"auth\"",
            "Digest realm=\"one\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"",
            "Digest realm=\"one\", nonce=\"c\", algorithm=MD5, qop=\"auth\"",
            "Digest realm=\"two\", nonce=\"d\", algorithm=MD5, qop=\"auth\""),
        CoreDigestClientTest::login);

    String answers = name.equals("WWW-Authenticate") ? "Authorization" : "Proxy-Authorization";
    assertThat(credentials(request, answers))
        .extracting(fields -> fields.get("nonce").orElseThrow())
        .containsExactly("b", "d");
    assertThat(credentials(request, answers))
        .allSatisfy(fields -> assertThat(fields.get("nc")).contains("00000001"));
  }

  @Test
  void replacesWhatARequestHadForTheSameRealmOnly() throws Exception {
    String old =
        "Digest username=\"bob\", realm=\"%s\", nonce=\"old\", uri=\"sip:x\", response=\"00\"";
    Request request = request(old.formatted("one"), old.formatted("other"));

    client.answer(
        request,
        response("WWW-Authenticate", "Digest realm=\"one\", nonce=\"new\", qop=\"auth\""),
        CoreDigestClientTest::login);

    assertThat(credentials(request, "Authorization"))
        .extracting(fields -> fields.get("realm").orElseThrow() + fields.get("nonce").orElseThrow())
        .containsExactly("otherold", "onenew");
  }

  @Test
  void tellsTheServletThatItCannotAnswer() throws Exception {
    Response unknown = response("WWW-Authenticate", "Digest realm=\"stranger\", nonce=\"n\"");
    Response basic = response("WWW-Authenticate", "Basic realm=\"one\"");
    Request request = request();

    assertThatThrownBy(() -> client.answer(request, unknown, CoreDigestClientTest::login))
        .isInstanceOf(SecurityException.class)
        .hasMessageContaining("stranger");
    assertThatThrownBy(() -> client.answer(request, basic, CoreDigestClientTest::login))
        .isInstanceOf(SecurityException.class);
  }

  private static AuthenticationFields fields(AuthorizationHeader header) throws Exception {
    String text = header.toString();
    return AuthenticationFields.parse(text.substring(text.indexOf(':') + 1).strip());
  }
}
