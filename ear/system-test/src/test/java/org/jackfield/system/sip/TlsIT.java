package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 26.3.1: calls over TLS, and certificates of both sides. */
class TlsIT {
  private static final Keys SERVER = Keys.make("server", "ip:127.0.0.1");
  private static final Keys FRIEND = Keys.make("friend", "ip:127.0.0.1").trusting(SERVER);
  private static final Keys STRANGER = Keys.make("stranger", "ip:127.0.0.1").trusting(SERVER);

  /** Trusted, but for another host than the one that is called. */
  private static final Keys ELSEWHERE = Keys.make("elsewhere", "dns:other.test").trusting(SERVER);

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .ssl(
              "mutual",
              SERVER.trusting(FRIEND).trusting(ELSEWHERE),
              context -> {
                context.get("need-client-auth").set(true);
                context.get("protocols").add("TLSv1.2").add("TLSv1.3");
                context.get("cipher-suite-names").set("TLS_AES_128_GCM_SHA256");
              })
          .replacing(
              "subsystem=sip/connector=tls",
              connector -> {
                connector.get("ssl-context").set("mutual-server");
                connector.get("client-ssl-context").set("mutual-client");
              });

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void talksBothVersions(String version) throws IOException {
    try (SSLSocket socket = connect(FRIEND.context())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.getOutputStream().write(options().getBytes(StandardCharsets.UTF_8));

      assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("SIP/2.0");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getPeerCertificates()[0].toString()).contains("CN=server");
    }
  }

  @Test
  void talksNoOlderVersion() throws IOException {
    try (SSLSocket socket = connect(FRIEND.context())) {
      assertThatThrownBy(
              () -> {
                socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                socket.startHandshake();
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void hangsUpOnWhoShowsNoCertificate() throws IOException {
    mustBeRefused(Keys.trustingAnybody());
  }

  @Test
  void hangsUpOnWhoseCertificateItDoesNotTrust() throws IOException {
    mustBeRefused(STRANGER.context());
  }

  private static void mustBeRefused(SSLContext context) throws IOException {
    try (SSLSocket socket = connect(context)) {
      assertThatThrownBy(
              () -> {
                socket.getOutputStream().write(options().getBytes(StandardCharsets.UTF_8));
                // TLS 1.3 tells it after the handshake
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("closed");
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsTheServletWhoHasShownWhichCertificate() {
    try (Phone friend = Phone.tls(application.tls(), FRIEND.context());
        Phone elsewhere = Phone.tls(application.tls(), ELSEWHERE.context());
        Phone anybody = application.phone("TCP")) {
      assertThat(sender(friend)).isEqualTo("CN=friend");
      assertThat(sender(elsewhere)).isEqualTo("CN=elsewhere");
      assertThat(sender(anybody)).isEqualTo("nobody");
    }
  }

  private static String sender(Phone phone) {
    Dialog dialog = phone.dialog(application.uri("anybody"));
    return dialog.expect(200, dialog.send("OPTIONS")).header("X-Sender");
  }

  @Test
  void callsAPhoneWithItsOwnCertificate() {
    try (Phone phone = Phone.tls(application.tls(), FRIEND.context())) {
      String callId = application.order("call", phone.uri());

      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().header("Via")).startsWith("SIP/2.0/TLS 127.0.0.1:");
      call.answer(200);
      call.expect("ACK");
      call.expect(200, call.send("BYE"));

      application.awaitNote(callId + " BYE");
    }
  }

  @Test
  void callsNobodyWhomItDoesNotTrust() {
    try (Phone phone = Phone.tls(application.tls(), STRANGER.context())) {
      String callId = application.order("call", phone.uri());

      application.awaitNote(callId + " 503");
      assertThat(phone.await("INVITE", Message::isRequest, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void callsNobodyWhoseCertificateIsForAnotherHost() {
    try (Phone phone = Phone.tls(application.tls(), ELSEWHERE.context())) {
      String callId = application.order("call", phone.uri());

      application.awaitNote(callId + " 503");
      assertThat(phone.await("INVITE", Message::isRequest, Duration.ZERO)).isEmpty();
    }
  }

  private static SSLSocket connect(SSLContext context) throws IOException {
    InetSocketAddress server = application.tls();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String options() {
    return """
    OPTIONS sip:anybody@127.0.0.1 SIP/2.0
    Via: SIP/2.0/TLS 127.0.0.1:5061;branch=%s;rport
    Max-Forwards: 70
    From: <sip:phone@127.0.0.1>;tag=%s
    To: <sip:anybody@127.0.0.1>
    Call-ID: %s
    CSeq: 1 OPTIONS
    Content-Length: 0

    """
        .replace("\n", "\r\n")
        .formatted(Phone.newBranch(), Phone.newTag(), Phone.newTag());
  }
}
